using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Every attack on the front door as it ships, in secret mode and with published keys, issuer and audience checked or
/// not: none passes, whatever is known already. The same table let loose on the stock handler shows that it can tell.
/// </summary>
public sealed class AttackTableTests(ITestOutputHelper output)
{
    private const int CasesMin = 150;
    private const int StockAcceptsMin = 12;

    // So many cases must owe their header, their payload or their signature to a token that is known.
    private static readonly int[] SharedMin = [100, 90, 8];

    public static TheoryData<bool, bool> Modes() => new()
    {
        { false, false }, { false, true }, { true, false }, { true, true },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task No_forged_token_passes(bool isPublished, bool checksOrigin)
    {
        await using var attack = await Attack.StartAsync(isPublished, checksOrigin);
        Print(attack.Host.Services.GetRequiredService<IOptions<TokenOptions>>().Value);

        var accepted = await AcceptedAsync(attack.Table, attack.Host.StatusAsync);

        output.WriteLine($"{attack.Table.Length} cases, {accepted.Count} accepted");
        Assert.Empty(accepted);
        Assert.True(attack.Table.Length >= CasesMin, $"There are only {attack.Table.Length} cases.");
        Assert.Equal((0, 0, 0), (attack.Host.Reached, attack.Host.RememberedCount, attack.Lured));
        Assert.Equal(200, await attack.Host.StatusAsync(attack.Good));
    }

    /// <summary>Twice, because a refusal must not be remembered as if it were good.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task No_forged_token_passes_when_what_it_was_made_from_is_known(bool isPublished, bool checksOrigin)
    {
        await using var attack = await Attack.StartAsync(isPublished, checksOrigin);
        var host = attack.Host;
        var accepted = new List<string>();
        var shared = new int[SharedMin.Length];

        foreach (var forged in attack.Table)
        {
            var known = await RememberSourcesAsync(host, forged, attack.Mint);
            var before = (host.Reached, host.RememberedCount);
            var statuses = (await host.StatusAsync(forged.Text), await host.StatusAsync(forged.Text));
            if (statuses != (401, 401) || (host.Reached, host.RememberedCount) != before)
            {
                accepted.Add($"{forged.Name} {statuses}");
            }

            for (var part = 0; part < shared.Length; part++)
            {
                shared[part] += known.Exists(token => forged.Shares(token, part)) ? 1 : 0;
            }
        }

        output.WriteLine($"of a known token: {shared[0]} headers, {shared[1]} payloads, {shared[2]} signatures");
        Assert.Empty(accepted);
        Assert.All(shared.Zip(SharedMin), pair => Assert.InRange(pair.First, pair.Second, int.MaxValue));
        Assert.Equal(0, attack.Lured);
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
        var table = Attack.TableOf(forged, mint, isPublished, checksOrigin);

        var accepted = await AcceptedAsync(table, host.StatusAsync);

        output.WriteLine(
            $"stock JwtBearer: ValidateIssuer {parameters.ValidateIssuer}, ValidateAudience "
            + $"{parameters.ValidateAudience}, ValidateLifetime {parameters.ValidateLifetime}, ClockSkew "
            + $"{parameters.ClockSkew}, keys {parameters.IssuerSigningKeys.Count()}");
        output.WriteLine($"{table.Length} cases, {accepted.Count} accepted:");
        accepted.ForEach(output.WriteLine);
        Assert.Equal(200, await host.StatusAsync(mint.SignPayload($"{TokenPayload.Good(Attack.Now)}")));
        Assert.True(accepted.Count >= StockAcceptsMin, "The table cannot tell the stock handler from this one.");
    }

    /// <summary>Sends what a forged token was made from, until it is known; some of it is no good itself.</summary>
    private static async Task<List<string>> RememberSourcesAsync(TokenHost host, ForgedToken forged, TokenMint mint)
    {
        var known = new List<string>();
        foreach (var source in forged.Sources(mint, Attack.Now))
        {
            if (await host.StatusAsync(source) == 200)
            {
                Assert.True(host.Remembers(source), $"What '{forged.Name}' was made from passed, and is not known.");
                known.Add(source);
            }
        }

        Assert.True(known.Count > 0, $"Nothing that '{forged.Name}' was made from is good.");
        Assert.True(
            forged.Original is not { } original || known.Contains(original),
            $"The original of '{forged.Name}' is not good.");
        return known;
    }

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
