using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth.Ed25519;

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
    }

    /// <summary>Signs as RFC 8032 says, with the code that verifies: a benchmark has no secret to keep.</summary>
    public static Signer Edwards(string name)
    {
        var scalar = new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true) % ManagedEd25519.Order;
        var publicKey = Multiple(scalar);
        return new Signer(name, "EdDSA", Sign)
        {
            Jwk = $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(publicKey)}}","kid":"1"}""",
        };

        byte[] Sign(byte[] message)
        {
            var nonce = new BigInteger(SHA512.HashData(message), isUnsigned: true) % ManagedEd25519.Order;
            var r = Multiple(nonce);
            var challenge = new BigInteger(ManagedEd25519.Challenge(r, publicKey, message), isUnsigned: true);
            return [.. r, .. Bytes((nonce + (challenge * scalar)) % ManagedEd25519.Order)];
        }
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

    private static byte[] Multiple(BigInteger number) => EdwardsPoint.Combine(
        EdwardsPoint.Generator, Bytes(number), EdwardsPoint.Neutral, new byte[32]).Encode();

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
