using System.Collections.Immutable;
using System.Globalization;
using TaskActors.Api.Auth;

namespace TaskActors.Api.Settings;

/// <summary>Where the shared secrets come from: the two variables of Better Auth, or a file in Development.</summary>
internal static class SecretSources
{
    private const int SecretsMax = 16;

    /// <summary>
    /// All secrets that are set, the one to sign with first. If none is, Development makes one, unless published keys
    /// are there to believe tokens by. The list comes before the single one, as it does for Better Auth.
    /// </summary>
    /// <exception cref="SetupException">The list has another form, or Development cannot keep a secret.</exception>
    public static ImmutableArray<SharedSecret> From(SettingValues values)
    {
        var secrets = ImmutableArray.CreateBuilder<SharedSecret>();
        if (values.Find(SettingsCatalogue.Secrets) is { } list)
        {
            secrets.AddRange(ReadList(list, values.OriginOf(SettingsCatalogue.Secrets)));
        }

        if (values.Find(SettingsCatalogue.Secret) is { } single)
        {
            var name = SettingsCatalogue.Secret.Name;
            secrets.Add(new SharedSecret(name, single, $"{name} {values.OriginOf(SettingsCatalogue.Secret)}"));
        }

        if (secrets.Count == 0 && values.IsDevelopment && !KeySetSources.AreSet(values))
        {
            secrets.Add(DevelopmentSecret.ReadOrCreate(StorageAddress.From(values).Folder));
        }

        return secrets.ToImmutable();
    }

    /// <summary>
    /// Reads <c>2:new,1:old</c> as Better Auth does, which drops white space around each entry and each key: only so do
    /// both sides have the same key.
    /// </summary>
    private static IEnumerable<SharedSecret> ReadList(string list, string origin)
    {
        var entries = list.Split(',');
        if (entries.Length > SecretsMax)
        {
            throw Malformed($"has {entries.Length} keys; at most {SecretsMax} are allowed");
        }

        var versions = new HashSet<int>();
        for (var index = 0; index < entries.Length; index++)
        {
            var (version, secret) = ReadEntry(entries[index].Trim(), index + 1);
            if (!versions.Add(version))
            {
                throw Malformed($"names version {version} twice");
            }

            var name = string.Create(
                CultureInfo.InvariantCulture, $"version {version} in {SettingsCatalogue.Secrets.Name}");
            yield return new SharedSecret(name, secret, $"{name} {origin}");
        }
    }

    private static (int Version, string Secret) ReadEntry(string entry, int position)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0
            || !int.TryParse(entry.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            // The entry itself is not shown: it may be a key.
            throw Malformed($"must look like {SettingsCatalogue.Secrets.Example}, which its entry {position} does not");
        }

        var secret = entry[(colon + 1)..].Trim();
        return secret.Length > 0 ? (version, secret) : throw Malformed($"has no key after version {version}");
    }

    private static SetupException Malformed(string why) => new($"{SettingsCatalogue.Secrets.Name} {why}.");
}
