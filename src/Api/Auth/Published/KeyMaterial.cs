using System.Numerics;
using System.Security.Cryptography;
using TaskActors.Api.Auth.Ed25519;

namespace TaskActors.Api.Auth;

/// <summary>Makes a key of its numbers, if they are a key of good strength.</summary>
internal static class KeyMaterial
{
    private const int ModulusBitsMin = 2_048;

    // Verifying takes the longer the larger a key is, and it is an issuer that chooses.
    private const int ModulusBitsMax = 8_192;
    private const int ExponentBitsMax = 64;

    public static bool IsGood(JsonWebKey key) => key.Type switch
    {
        "OKP" => key.X is { } bytes && Ed25519PublicKey.TryRead(bytes) is not null,
        "EC" => IsPoint(key),
        "RSA" => IsRsa(key),
        _ => false,
    };

    /// <summary>The key, for one of the algorithms that it serves.</summary>
    public static SigningKey Make(JsonWebKey key, string algorithm, TokenRules rules, IEd25519Verifier ed25519) =>
        key.Type switch
        {
            "OKP" => new EdwardsKey(ed25519, Ed25519PublicKey.TryRead(key.X)!) { Rules = rules },
            "EC" => new CurveKey(PointOf(key), HashOf(algorithm)) { Rules = rules },
            _ => new RsaKey(RsaOf(key), HashOf(algorithm), PaddingOf(algorithm)) { Rules = rules },
        };

    private static bool IsPoint(JsonWebKey key)
    {
        var size = key.Curve switch { "P-256" => 32, "P-384" => 48, _ => 66 };
        if (key.X?.Length != size || key.Y?.Length != size)
        {
            return false;
        }

        try
        {
            // The platform refuses a point that is not on the curve.
            using var trial = ECDsa.Create(PointOf(key));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsRsa(JsonWebKey key)
    {
        if (key.Modulus is not { } modulus || key.Exponent is not { } exponent)
        {
            return false;
        }

        var n = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        var e = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        return n.GetBitLength() is >= ModulusBitsMin and <= ModulusBitsMax && !n.IsEven
            && e.GetBitLength() <= ExponentBitsMax && e > 2 && !e.IsEven;
    }

    private static ECParameters PointOf(JsonWebKey key) => new()
    {
        Curve = key.Curve switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            _ => ECCurve.NamedCurves.nistP521,
        },
        Q = new ECPoint { X = key.X, Y = key.Y },
    };

    private static RSAParameters RsaOf(JsonWebKey key) => new() { Modulus = key.Modulus, Exponent = key.Exponent };

    private static HashAlgorithmName HashOf(string algorithm) => algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    private static RSASignaturePadding PaddingOf(string algorithm) =>
        algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
