using System.Collections.Immutable;
using System.Globalization;
using TaskActors.Api.Auth;
using TaskActors.Settings;

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
        var (list, name) = (SettingsCatalogue.Secrets, SettingsCatalogue.Secret.Name);
        ImmutableArray<SharedSecret> secrets =
        [
            .. values.Find(list) is { } entries ? ReadList(entries, values.OriginOf(list)) : [],
            .. values.Find(SettingsCatalogue.Secret) is { } single
                ? [new SharedSecret(name, single, $"{name} {values.OriginOf(SettingsCatalogue.Secret)}")]
                : Array.Empty<SharedSecret>(),
        ];
        return secrets.IsEmpty && values.IsDevelopment && KeySetSources.From(values).IsEmpty
            ? [DevelopmentSecret.ReadOrCreate(StorageAddress.From(values).Folder)]
            : secrets;
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
        foreach (var (index, entry) in entries.Index())
        {
            if (entry.Split(':', 2, StringSplitOptions.TrimEntries) is not [var number, var secret]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                // The entry itself is not shown: it may be a key.
                throw Malformed(
                    $"must look like {SettingsCatalogue.Secrets.Example}, which its entry {index + 1} does not");
            }

            var name = string.Create(
                CultureInfo.InvariantCulture, $"version {version} in {SettingsCatalogue.Secrets.Name}");
            yield return secret.Length == 0 ? throw Malformed($"has no key after version {version}")
                : versions.Add(version) ? new SharedSecret(name, secret, $"{name} {origin}")
                : throw Malformed($"names version {version} twice");
        }
    }

    private static SetupException Malformed(string why) => new($"{SettingsCatalogue.Secrets.Name} {why}.");
}
