using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>One issuer's keys at one time: an immutable value, which the next answer replaces.</summary>
internal sealed class PublishedKeys(ImmutableArray<PublishedKey> keys)
{
    public static PublishedKeys None { get; } = new([]);

    public int Count => keys.Length;

    /// <summary>The keys of this id and algorithm: one, unless an issuer gives the same id twice.</summary>
    public ImmutableArray<SigningKey> Find(string algorithm, string? keyId) =>
        [.. keys.Where(key => Has(key, keyId) && string.Equals(key.Algorithm, algorithm, StringComparison.Ordinal))
            .Select(key => key.Key)];

    /// <summary>Whether the id is there, for whatever algorithm: then nothing is gained by asking again.</summary>
    public bool Knows(string? keyId) => keys.Any(key => Has(key, keyId));

    /// <summary>
    /// The next keys. Those that stay are the same objects, so that tokens which they verified stay remembered; those
    /// that are gone are withdrawn, and their tokens forgotten.
    /// </summary>
    public PublishedKeys ReplaceBy(ImmutableArray<PublishedKey> next, out int added)
    {
        var kept = next.Select(one => keys.FirstOrDefault(known => IsSame(known, one)) ?? one).ToImmutableArray();
        added = kept.Count(key => !keys.Contains(key));
        foreach (var gone in keys.Where(key => !kept.Contains(key)))
        {
            gone.Key.Withdraw();
        }

        return new PublishedKeys(kept);
    }

    private static bool Has(PublishedKey key, string? keyId) =>
        string.Equals(key.KeyId, keyId, StringComparison.Ordinal);

    private static bool IsSame(PublishedKey one, PublishedKey other) =>
        Has(one, other.KeyId) && one.Algorithm == other.Algorithm && one.Material == other.Material;
}
