namespace TaskActors.Api.Auth;

/// <summary>Which algorithms a published key serves: the one that it names, or what its type allows.</summary>
internal static class KeyAlgorithms
{
    // RFC 9864 gives EdDSA over this curve a name of its own.
    private static readonly string[] Edwards = ["EdDSA", "Ed25519"];
    private static readonly string[] Rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public static string[] Of(JsonWebKey key)
    {
        var allowed = OfType(key);
        return !key.HasAlgorithm ? allowed
            : !allowed.Contains(key.Algorithm, StringComparer.Ordinal) ? []
            : ReferenceEquals(allowed, Edwards) ? Edwards
            : [key.Algorithm!];
    }

    private static string[] OfType(JsonWebKey key) => (key.Type, key.Curve) switch
    {
        ("OKP", "Ed25519") => Edwards,
        ("EC", "P-256") => ["ES256"],
        ("EC", "P-384") => ["ES384"],
        ("EC", "P-521") => ["ES512"],
        ("RSA", _) => Rsa,
        _ => [],
    };
}
