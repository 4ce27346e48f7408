using System.Collections.Immutable;
using TaskActors.Api.Auth;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>Whose published keys count: the frontend's, which follow from its address, and further issuers'.</summary>
internal static class KeySetSources
{
    private const string Keys = "/jwks";

    /// <summary>Where Better Auth publishes its keys, unless its address has a path of its own.</summary>
    private const string KeysByDefault = "/api/auth" + Keys;

    /// <exception cref="SetupException">Something that belongs to an issuer is missing.</exception>
    public static ImmutableArray<KeySource> From(SettingValues values)
    {
        var frontend = values.Find(SettingsCatalogue.BetterAuthUrl) is { } url ? new Uri(url) : null;
        Setting[] own = [SettingsCatalogue.KeysUrl, SettingsCatalogue.KeysIssuer, SettingsCatalogue.KeysAudience];
        var names = IssuerSettings.All.SelectMany(values.IssuersOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. frontend is not null || own.Any(setting => values.Find(setting) is not null)
                ? [Source(values, own, frontend)]
                : Array.Empty<KeySource>(),
            .. names.Order(StringComparer.Ordinal).Select(name => Further(values, name)),
        ];
    }

    private static KeySource Further(SettingValues values, string name)
    {
        var source = Source(
            values, [.. IssuerSettings.All.Take(3).Select(setting => setting.Of(name))], frontend: null);
        return source with
        {
            Rules = source.Rules with
            {
                Type = values.Find(IssuerSettings.Type.Of(name)) ?? source.Rules.Type,
                IssuerName = name.ToLowerInvariant(),
            },
        };
    }

    private static KeySource Source(SettingValues values, Setting[] settings, Uri? frontend)
    {
        var (address, issuer, audience) = (settings[0], settings[1], settings[2]);
        // Better Auth signs the origin of its address as issuer and audience, whatever the path.
        var origin = frontend?.GetLeftPart(UriPartial.Authority);
        var keys = values.Find(address) ?? KeysOf(frontend)
            ?? throw Missing(address, values.Find(issuer) is null ? audience : issuer);
        var expected = values.Find(audience) ?? origin;
        return new KeySource
        {
            Address = new Uri(keys),
            Rules = new TokenRules
            {
                Issuer = values.Find(issuer) ?? origin ?? throw Missing(issuer, address),
                Audience = expected == SettingForm.None ? null : expected ?? throw Missing(audience, address),
            },
        };
    }

    private static string? KeysOf(Uri? frontend) => frontend is null ? null
        : frontend.AbsolutePath is "/" ? $"{new Uri(frontend, KeysByDefault)}"
        : $"{new Uri(frontend, frontend.AbsolutePath.TrimEnd('/') + Keys)}";

    private static SetupException Missing(Setting missing, Setting given) => new(
        $"{missing.Name} is not set, and must be where {given.Name} is: {missing.Meaning}, "
        + $"for example {missing.Example}.");
}
