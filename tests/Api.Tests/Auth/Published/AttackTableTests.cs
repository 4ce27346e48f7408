using System.Text;
using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Every attack over HTTP, in secret mode and with published keys, issuer and audience checked or not: none passes. The
/// same table let loose on the stock handler shows that it can tell.
/// </summary>
public sealed class AttackTableTests(ITestOutputHelper output)
{
    private const int CasesMin = 150;
    private const int StockAcceptsMin = 12;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<bool, bool> Modes() => new()
    {
        { false, false }, { false, true }, { true, false }, { true, true },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task No_forged_token_passes(bool isPublished, bool checksOrigin)
    {
        await using var attacker = await KeySetServer.StartAsync("{}");
        await using var issuer = await KeySetServer.StartAsync();
        var forged = new ForgedPublishedTokens(attacker.Address);
        issuer.Publish(forged.Published);
        var origin = checksOrigin ? TokenHost.Origin : null;
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = isPublished ? [] : [new SharedSecret("secret", TokenHost.Newer, "test")];
            options.KeySources = isPublished ? [PublishedTokenHost.Source(issuer.Address, origin)] : [];
            options.Issuer = options.Audience = origin;
            Print(options);
        });
        var mint = isPublished ? forged.Genuine.Mint() : new TokenMint(TokenHost.Newer);
        ForgedToken[] table = Table(isPublished ? forged.All(Now) : ForgedTokens.All(mint, Now), mint, checksOrigin);

        var accepted = await AcceptedAsync(table, host.StatusAsync);

        output.WriteLine($"{table.Length} cases, {accepted.Count} accepted");
        Assert.Empty(accepted);
        Assert.True(table.Length >= CasesMin, $"There are only {table.Length} cases.");
        Assert.Equal(0, host.Reached);
        Assert.Equal(0, attacker.Fetches);
        Assert.Equal(200, await host.StatusAsync(mint.SignPayload($"{TokenPayload.Good(Now)}")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_stock_handler_lets_some_of_them_in(bool isPublished, bool checksOrigin)
    {
        var forged = new ForgedPublishedTokens(new Uri("http://127.0.0.1:1/"));
        var origin = checksOrigin ? TokenHost.Origin : null;
        var parameters = isPublished
            ? PlainTokenHost.OfKeySet($"{{\"keys\":[{string.Join(',', forged.Published)}]}}", origin)
            : PlainTokenHost.Of(TokenHost.Newer, origin);
        await using var host = await PlainTokenHost.StartAsync(parameters);
        var mint = isPublished ? forged.Genuine.Mint() : new TokenMint(TokenHost.Newer);
        ForgedToken[] table = Table(isPublished ? forged.All(Now) : ForgedTokens.All(mint, Now), mint, checksOrigin);

        var accepted = await AcceptedAsync(table, host.StatusAsync);

        output.WriteLine(
            $"stock JwtBearer: ValidateIssuer {parameters.ValidateIssuer}, ValidateAudience "
            + $"{parameters.ValidateAudience}, ValidateLifetime {parameters.ValidateLifetime}, ClockSkew "
            + $"{parameters.ClockSkew}, keys {parameters.IssuerSigningKeys.Count()}");
        output.WriteLine($"{table.Length} cases, {accepted.Count} accepted:");
        accepted.ForEach(output.WriteLine);
        Assert.Equal(200, await host.StatusAsync(mint.SignPayload($"{TokenPayload.Good(Now)}")));
        Assert.True(accepted.Count >= StockAcceptsMin, "The table cannot tell the stock handler from this one.");
    }

    private static ForgedToken[] Table(IEnumerable<ForgedToken> forged, TokenMint mint, bool checksOrigin) =>
        [.. forged, .. checksOrigin ? ForgedTokens.WithWrongOrigin(mint, Now) : []];

    private static async Task<List<string>> AcceptedAsync(ForgedToken[] table, Func<string, Task<int>> send)
    {
        var accepted = new List<string>();
        foreach (var forged in table)
        {
            var status = await send(forged.Text);
            if (status != 401)
            {
                accepted.Add($"{forged.Name} ({status})");
            }
        }

        return accepted;
    }

    private void Print(TokenOptions options)
    {
        var text = new StringBuilder($"this handler: secrets {options.Secrets.Length}")
            .Append($" (iss {options.Issuer ?? "any"}, aud {options.Audience ?? "any"})");
        foreach (var source in options.KeySources)
        {
            text.Append($", keys from {source} (iss {source.Rules.Issuer ?? "any"}, ")
                .Append($"aud {source.Rules.Audience ?? "any"}, typ {source.Rules.Type})");
        }

        output.WriteLine($"{text}, skew {TokenClaims.Skew}");
    }
}
