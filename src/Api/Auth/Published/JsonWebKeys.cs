using System.Collections.Immutable;
using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>
/// Reads a JSON Web Key Set (RFC 7517) to the keys that tokens may be signed with. A key that does not fit is left out,
/// and the others count.
/// </summary>
internal sealed class JsonWebKeys(ILogger<JsonWebKeys> log)
{
    /// <summary>More keys than any issuer has; the rest of a longer set is not read.</summary>
    public const int KeysMax = 100;

    // What only the owner of a key may know: one that is published with it is everybody's.
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "k"];

    /// <summary>The keys, or null if this is no key set.</summary>
    public ImmutableArray<PublishedKey>? TryRead(ReadOnlyMemory<byte> json, TokenRules rules)
    {
        using var document = StrictJson.TryReadObject(json);
        if (document is null
            || !document.RootElement.TryGetProperty("keys", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<PublishedKey>();
        foreach (var element in list.EnumerateArray().Take(KeysMax))
        {
            var refusal = TryReadKey(element, rules, keys);
            if (refusal is { } reason)
            {
                log.KeyLeftOut(reason);
            }
        }

        return keys.ToImmutable();
    }

    /// <summary>Adds the key once for each algorithm that it serves; says why if it serves none.</summary>
    private static KeyRefusal? TryReadKey(
        JsonElement element, TokenRules rules, ImmutableArray<PublishedKey>.Builder keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return KeyRefusal.NotAnObject;
        }

        if (WhyNotFor(element) is { } refusal)
        {
            return refusal;
        }

        var jwk = KeyMaterial.Read(element);
        var algorithms = KeyAlgorithms.Of(jwk, element);
        if (algorithms.Length == 0)
        {
            return KeyRefusal.AlgorithmNotOfItsType;
        }

        if (KeyMaterial.TryMake(jwk) is not { } material)
        {
            return KeyRefusal.MaterialWrong;
        }

        foreach (var algorithm in algorithms)
        {
            keys.Add(new PublishedKey(
                algorithm,
                StrictJson.FindText(element, "kid"),
                KeyMaterial.Identity(jwk),
                new SigningKey(material, rules)));
        }

        return null;
    }

    /// <summary>Whether a key is meant for verifying, and for nobody but its owner to sign with.</summary>
    private static KeyRefusal? WhyNotFor(JsonElement key)
    {
        if (PrivateMembers.Any(name => key.TryGetProperty(name, out _)))
        {
            return KeyRefusal.NotPublic;
        }

        if (key.TryGetProperty("use", out var use) && StrictJson.TextOf(use) != "sig")
        {
            return KeyRefusal.NotForSignatures;
        }

        if (key.TryGetProperty("key_ops", out var uses)
            && (uses.ValueKind != JsonValueKind.Array
                || !uses.EnumerateArray().Select(StrictJson.TextOf).Contains("verify", StringComparer.Ordinal)))
        {
            return KeyRefusal.NotForSignatures;
        }

        return key.TryGetProperty("kid", out var id) && StrictJson.TextOf(id) is null ? KeyRefusal.IdNotText : null;
    }
}

/// <summary>Why a published key is left out: all that a log needs to learn of it.</summary>
internal enum KeyRefusal
{
    NotAnObject,
    NotPublic,
    NotForSignatures,
    IdNotText,
    AlgorithmNotOfItsType,
    MaterialWrong,
}
