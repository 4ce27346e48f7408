using System.Security.Cryptography;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Auth.Ed25519;

namespace TaskActors.Tests.Auth;

/// <summary>A key pair of a test: its JWK, and what it signs.</summary>
internal sealed record TestKey(string Algorithm, string Jwk, Func<byte[], byte[]> Sign)
{
    public static TestKey Of(string algorithm) => algorithm[..2] switch
    {
        "ES" => Curve(algorithm),
        "Ed" => Edwards(algorithm),
        _ => Rsa(algorithm, 2_048),
    };

    /// <summary>The JWK with more members, each with a comma before it.</summary>
    public string With(string members) => $"{Jwk[..^1]}{members}}}";

    public string WithId(string id) => With($",\"kid\":\"{id}\"");

    public TokenMint Mint() => new(Algorithm, Sign)
    {
        PublicTexts = [("its own JWK", Jwk), ("its own JWK set", $"{{\"keys\":[{Jwk}]}}")],
    };

    /// <summary>A good token with this key id.</summary>
    public string Token(string? id, Func<TokenPayload, TokenPayload>? change = null, string? algorithm = null)
    {
        var payload = TokenPayload.Good(TimeProvider.System.GetUtcNow());
        var member = id is null ? "" : $",\"kid\":\"{id}\"";
        var header = $"{{\"alg\":\"{algorithm ?? Algorithm}\"{member}}}";
        return Mint().SignExactly(header, $"{change?.Invoke(payload) ?? payload}");
    }

    public static TestKey Rsa(string algorithm, int bits)
    {
        var key = RSA.Create(bits);
        var (n, e) = (key.ExportParameters(false).Modulus!, key.ExportParameters(false).Exponent!);
        var padding = algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return new TestKey(
            algorithm,
            $$"""{"kty":"RSA","n":"{{TokenMint.Part(n)}}","e":"{{TokenMint.Part(e)}}"}""",
            bytes => key.SignData(bytes, HashOf(algorithm), padding));
    }

    private static TestKey Curve(string algorithm)
    {
        var (curve, name) = algorithm switch
        {
            "ES256" => (ECCurve.NamedCurves.nistP256, "P-256"),
            "ES384" => (ECCurve.NamedCurves.nistP384, "P-384"),
            _ => (ECCurve.NamedCurves.nistP521, "P-521"),
        };
        var key = ECDsa.Create(curve);
        var point = key.ExportParameters(false).Q;
        return new TestKey(
            algorithm,
            $$"""{"kty":"EC","crv":"{{name}}","x":"{{TokenMint.Part(point.X!)}}","y":"{{TokenMint.Part(point.Y!)}}"}""",
            bytes => key.SignData(bytes, HashOf(algorithm)));
    }

    private static TestKey Edwards(string algorithm)
    {
        var signer = new TestSigner(RandomNumberGenerator.GetBytes(32));
        return new TestKey(
            algorithm,
            $$"""{"kty":"OKP","crv":"Ed25519","x":"{{TokenMint.Part(signer.PublicKey)}}"}""",
            bytes => signer.Sign(bytes));
    }

    private static HashAlgorithmName HashOf(string algorithm) => new($"SHA{algorithm[2..]}");
}
