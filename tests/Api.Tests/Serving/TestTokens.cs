using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace TaskActors.Tests.Serving;

/// <summary>Tokens as a frontend mints them: HS256 under the shared secret.</summary>
internal static class TestTokens
{
    public const string Scheme = "Bearer";

    public static string Mint(string secret, string subject)
    {
        var header = Base64Url.EncodeToString("""{"alg":"HS256"}"""u8);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new { sub = subject, email = "a@example.org", exp = 4_000_000_000 });
        var signed = $"{header}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Sign(secret, signed)}";
    }

    public static string Sign(string secret, string signed) => Base64Url.EncodeToString(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));

    /// <summary>A scheme that checks the signature only: what tokens must be refused is tested elsewhere.</summary>
    public static void AddTestTokens(this WebApplicationBuilder builder, string secret) => builder.Services
        .AddAuthentication(Scheme)
        .AddScheme<TestTokenOptions, TestTokenHandler>(Scheme, options => options.Secret = secret);
}

internal sealed class TestTokenOptions : AuthenticationSchemeOptions
{
    public string Secret { get; set; } = "";
}

/// <summary>Stands in for the real scheme where a test hosts the front door by itself.</summary>
internal sealed class TestTokenHandler(
    IOptionsMonitor<TestTokenOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<TestTokenOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private AuthenticateResult Authenticate()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        var parts = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..].Split('.') : [];
        if (parts.Length != 3 || parts[2] != TestTokens.Sign(Options.Secret, $"{parts[0]}.{parts[1]}"))
        {
            return AuthenticateResult.NoResult();
        }

        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement.EnumerateObject()
            .Select(claim => new Claim(claim.Name, claim.Value.ToString()));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, TestTokens.Scheme));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, TestTokens.Scheme));
    }
}
