using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Tests.Auth;

/// <summary>The stock bearer handler as most set it up: to see that the tables can tell the two apart.</summary>
internal sealed class PlainTokenHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private PlainTokenHost(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static TokenValidationParameters Of(string secret, string? origin) =>
        With(origin, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)));

    public static TokenValidationParameters OfKeySet(string json, string? origin) =>
        With(origin, [.. new JsonWebKeySet(json).GetSigningKeys()]);

    public static async Task<PlainTokenHost> StartAsync(TokenValidationParameters parameters)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1_024);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options => options.TokenValidationParameters = parameters);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/me", () => Results.Ok()).RequireAuthorization();
        await app.StartAsync();
        return new PlainTokenHost(app);
    }

    public async Task<int> StatusAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await _client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static TokenValidationParameters With(string? origin, params SecurityKey[] keys) => new()
    {
        IssuerSigningKeys = keys,
        ValidateIssuer = origin is not null,
        ValidIssuer = origin,
        ValidateAudience = origin is not null,
        ValidAudience = origin,
    };
}
