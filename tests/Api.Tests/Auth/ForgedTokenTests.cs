using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Every forged token, sent to the front door as it ships: none opens it, whether or not issuer and audience are
/// checked.
/// </summary>
public abstract class ForgedTokenTests(TokenHost host)
{
    private static readonly Dictionary<string, ForgedToken> Table =
        ForgedTokens.All(new TokenMint(TokenHost.Newer), TokenHost.Now)
            .ToDictionary(token => token.Name, StringComparer.Ordinal);

    private protected TokenHost Host => host;

    public static TheoryData<string> Names() => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_forged_token_is_refused(string name) => RefusesAsync(Table[name]);

    private protected async Task RefusesAsync(ForgedToken forged)
    {
        var reached = Host.Reached;
        var handler = Host.Services.GetRequiredService<BetterAuthTokenHandler>();

        // Refused on purpose, not by an exception that the stock handler happens to catch.
        var result = await handler.ValidateTokenAsync(forged.Text, new TokenValidationParameters());
        using var answer = await Host.GetAsync($"Bearer {forged.Text}");
        using var again = await Host.GetAsync($"Bearer {forged.Text}", TokenHost.PathOf("somebody-else"));

        Assert.IsType<TokenRefusedException>(result.Exception);
        Assert.Equal("token_invalid", await answer.CodeAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("token_invalid", await again.CodeAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(reached, Host.Reached);
        Assert.False(Host.Remembers(forged.Text));
        var challenge = Assert.Single(answer.Headers.GetValues("WWW-Authenticate"));
        Assert.Matches(
            "^Bearer error=\"invalid_token\", error_description=\"The token (has expired|is not valid)\"$", challenge);
    }
}

/// <summary>Where only the signature and the subject count.</summary>
public sealed class ForgedTokenInSecretModeTests(TokenHost host) : ForgedTokenTests(host), IClassFixture<TokenHost>;

/// <summary>Where issuer and audience are checked as well.</summary>
public sealed class ForgedTokenWithOriginTests(CheckingTokenHost host)
    : ForgedTokenTests(host), IClassFixture<CheckingTokenHost>
{
    private static readonly Dictionary<string, ForgedToken> OriginTable =
        ForgedTokens.WithWrongOrigin(new TokenMint(TokenHost.Newer), TokenHost.Now)
            .ToDictionary(token => token.Name, StringComparer.Ordinal);

    public static TheoryData<string> OriginNames() => [.. OriginTable.Keys];

    [Theory]
    [MemberData(nameof(OriginNames))]
    public Task A_token_for_somebody_else_is_refused(string name) => RefusesAsync(OriginTable[name]);
}
