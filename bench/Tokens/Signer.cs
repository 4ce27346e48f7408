using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using NSec.Cryptography;

namespace TaskActors.Bench.Tokens;

/// <summary>A key pair to measure with: how it signs, its JWK, and what the stock handler takes for it.</summary>
internal sealed record Signer(string Name, string Algorithm, Func<byte[], byte[]> Sign)
{
    private const string SecretText = "a secret of the benchmark, long enough";

    public string? Secret { get; private init; }

    public string? Jwk { get; private init; }

    public SecurityKey? StockKey { get; private init; }

    public static IEnumerable<Signer> All()
    {
        var secret = Encoding.UTF8.GetBytes(SecretText);
        yield return new Signer("HS256", "HS256", bytes => HMACSHA256.HashData(secret, bytes))
        {
            Secret = SecretText,
            StockKey = new SymmetricSecurityKey(secret),
        };
        yield return Rsa("RS256", RSASignaturePadding.Pkcs1);
        yield return Rsa("PS256", RSASignaturePadding.Pss);
        yield return Curve("ES256", "P-256", ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256);
        yield return Curve("ES384", "P-384", ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384);
        yield return Curve("ES512", "P-521", ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512);
        yield return Edwards();
    }

    public static Signer Edwards()
    {
        var key = Key.Create(SignatureAlgorithm.Ed25519);
        var x = Base64Url.EncodeToString(key.Export(KeyBlobFormat.RawPublicKey));
        return new Signer("EdDSA", "EdDSA", bytes => SignatureAlgorithm.Ed25519.Sign(key, bytes))
        {
            Jwk = $$"""{"kty":"OKP","crv":"Ed25519","x":"{{x}}","kid":"1"}""",
        };
    }

    private static Signer Rsa(string algorithm, RSASignaturePadding padding)
    {
        var key = RSA.Create(2_048);
        var numbers = key.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
        return new Signer(algorithm, algorithm, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, padding))
        {
            Jwk = $$"""{"kty":"RSA","n":"{{n}}","e":"{{e}}","kid":"1"}""",
            StockKey = new RsaSecurityKey(numbers),
        };
    }

    private static Signer Curve(string algorithm, string name, ECCurve curve, HashAlgorithmName hash)
    {
        var key = ECDsa.Create(curve);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return new Signer(algorithm, algorithm, bytes => key.SignData(bytes, hash))
        {
            Jwk = $$"""{"kty":"EC","crv":"{{name}}","x":"{{x}}","y":"{{y}}","kid":"1"}""",
            StockKey = new ECDsaSecurityKey(key),
        };
    }
}
