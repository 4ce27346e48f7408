using System.Collections.Immutable;
using TaskActors.Api.Auth;

namespace TaskActors.Api.Settings;

/// <summary>Whose published keys count: the frontend's, which follow from its address, and further issuers'.</summary>
internal static class KeySetSources
{
    /// <summary>Where Better Auth publishes its keys, unless its address has a path of its own.</summary>
    private const string PathByDefault = "/api/auth";

    /// <summary>Whether any are set.</summary>
    public static bool AreSet(SettingValues values) =>
        values.Find(SettingsCatalogue.BetterAuthUrl) is not null
        || values.Find(SettingsCatalogue.KeysUrl) is not null
        || values.IssuerNames.Any();

    /// <exception cref="SetupException">Something that belongs to an issuer is missing.</exception>
    public static ImmutableArray<KeySource> From(SettingValues values) =>
        [.. Frontend(values), .. values.IssuerNames.Select(name => Further(values, name))];

    private static IEnumerable<KeySource> Frontend(SettingValues values)
    {
        var frontend = values.Find(SettingsCatalogue.BetterAuthUrl) is { } url ? new Uri(url) : null;
        var address = values.Find(SettingsCatalogue.KeysUrl) is { } keys ? new Uri(keys)
            : frontend is not null ? KeysOf(frontend)
            : null;
        if (address is null)
        {
            RefuseWithoutAddress(values, SettingsCatalogue.KeysIssuer);
            RefuseWithoutAddress(values, SettingsCatalogue.KeysAudience);
            yield break;
        }

        // Better Auth signs the origin of its address as issuer and audience, whatever the path.
        var origin = frontend?.GetLeftPart(UriPartial.Authority);
        yield return new KeySource
        {
            Address = address,
            Rules = new TokenRules
            {
                Issuer = values.Find(SettingsCatalogue.KeysIssuer) ?? origin
                    ?? throw Missing(SettingsCatalogue.KeysIssuer, SettingsCatalogue.KeysUrl),
                Audience = values.Find(SettingsCatalogue.KeysAudience) ?? origin
                    ?? throw Missing(SettingsCatalogue.KeysAudience, SettingsCatalogue.KeysUrl),
            }.WithoutNone(),
        };
    }

    private static KeySource Further(SettingValues values, string name)
    {
        var address = IssuerSettings.Keys(name);
        return new KeySource
        {
            Address = new Uri(values.Find(address) ?? throw Missing(address, IssuerSettings.Issuer(name))),
            Rules = new TokenRules
            {
                Issuer = values.Find(IssuerSettings.Issuer(name))
                    ?? throw Missing(IssuerSettings.Issuer(name), address),
                Audience = values.Find(IssuerSettings.Audience(name))
                    ?? throw Missing(IssuerSettings.Audience(name), address),
                Type = values.Find(IssuerSettings.Type(name)) ?? new TokenRules().Type,
                IssuerName = name.ToLowerInvariant(),
            }.WithoutNone(),
        };
    }

    private static TokenRules WithoutNone(this TokenRules rules) =>
        rules.Audience == SettingChecks.None ? rules with { Audience = null } : rules;

    private static Uri KeysOf(Uri frontend)
    {
        var path = frontend.AbsolutePath.TrimEnd('/');
        return new Uri(frontend, $"{(path.Length == 0 ? PathByDefault : path)}/jwks");
    }

    private static void RefuseWithoutAddress(SettingValues values, Setting setting)
    {
        if (values.Find(setting) is not null)
        {
            throw new SetupException(
                $"{setting.Name} is set, but no key set that it could count for: set "
                + $"{SettingsCatalogue.BetterAuthUrl.Name} or {SettingsCatalogue.KeysUrl.Name} too.");
        }
    }

    private static SetupException Missing(Setting missing, Setting given) => new(
        $"{missing.Name} is not set, and must be where {given.Name} is: {missing.Meaning}, "
        + $"for example {missing.Example}.");
}
