using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;

namespace TaskActors.Tests.Auth;

/// <summary>A front door in one of the four modes, and the whole table that is tried on it.</summary>
internal sealed class Attack : IAsyncDisposable
{
    private readonly KeySetServer _attacker;
    private readonly KeySetServer _issuer;

    private Attack(KeySetServer attacker, KeySetServer issuer, bool isPublished, bool checksOrigin)
    {
        (_attacker, _issuer) = (attacker, issuer);
        var forged = new ForgedPublishedTokens(attacker.Address);
        issuer.Publish(forged.Published);
        Mint = isPublished ? forged.Genuine.Mint() : new TokenMint(TokenHost.Newer);
        Table = TableOf(forged, Mint, isPublished, checksOrigin);
    }

    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public PublishedTokenHost Host { get; private set; } = null!;

    /// <summary>Signs good tokens.</summary>
    public TokenMint Mint { get; }

    public ForgedToken[] Table { get; }

    /// <summary>How often anybody followed an address that a forged token names.</summary>
    public int Lured => _attacker.Fetches;

    /// <summary>The usual good token.</summary>
    public string Good => Mint.SignPayload($"{TokenPayload.Good(Now)}");

    public static async Task<Attack> StartAsync(bool isPublished, bool checksOrigin)
    {
        var (attacker, issuer) = (await KeySetServer.StartAsync("{}"), await KeySetServer.StartAsync());
        var attack = new Attack(attacker, issuer, isPublished, checksOrigin);
        var origin = checksOrigin ? TokenHost.Origin : null;
        attack.Host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = isPublished ? [] : [new SharedSecret("secret", TokenHost.Newer, "test")];
            options.KeySources = isPublished ? [PublishedTokenHost.Source(issuer.Address, origin)] : [];
            options.Issuer = options.Audience = origin;
        });
        return attack;
    }

    public static ForgedToken[] TableOf(
        ForgedPublishedTokens forged, TokenMint mint, bool isPublished, bool checksOrigin) =>
    [
        .. isPublished ? forged.All(Now) : ForgedTokens.All(mint, Now),
        .. checksOrigin ? ForgedTokens.WithWrongOrigin(mint, Now) : [],
    ];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _issuer.DisposeAsync();
        await _attacker.DisposeAsync();
    }
}
