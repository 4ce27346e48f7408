using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>Which algorithms a published key serves: the one that it names, or what its type allows.</summary>
internal static class KeyAlgorithms
{
    private static readonly string[] Edwards = [SigningAlgorithms.EdDsa, SigningAlgorithms.Ed25519];
    private static readonly string[] Rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public static string[] Of(JsonWebKey key, JsonElement members)
    {
        var allowed = OfType(key);
        if (!members.TryGetProperty("alg", out var alg))
        {
            return allowed;
        }

        return StrictJson.TextOf(alg) is not { } named || !allowed.Contains(named, StringComparer.Ordinal) ? []
            : ReferenceEquals(allowed, Edwards) ? Edwards
            : [named];
    }

    private static string[] OfType(JsonWebKey key) => (key.Kty, key.Crv) switch
    {
        ("OKP", "Ed25519") => Edwards,
        ("EC", "P-256") => ["ES256"],
        ("EC", "P-384") => ["ES384"],
        ("EC", "P-521") => ["ES512"],
        ("RSA", _) => Rsa,
        _ => [],
    };
}
