using System.Numerics;
using NSec.Cryptography;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>Signs with Ed25519 (RFC 8032, 5.1.6).</summary>
internal sealed class TestSigner(ReadOnlySpan<byte> secret)
{
    private readonly Key _key = Key.Import(SignatureAlgorithm.Ed25519, secret, KeyBlobFormat.RawPrivateKey);

    /// <summary>L, the order of the generator (RFC 8032, 5.1).</summary>
    public static BigInteger Order { get; } =
        BigInteger.Pow(2, 252) + (((BigInteger)0x14def9dea2f79cd6 << 64) | 0x5812631a5cf5d3ed);

    public byte[] PublicKey => _key.Export(KeyBlobFormat.RawPublicKey);

    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <summary>The same signature with L added to its S, which a lax verifier accepts as well.</summary>
    public static byte[] Raise(byte[] signature) =>
        [.. signature[..32], .. Bytes(new BigInteger(signature.AsSpan(32), isUnsigned: true) + Order)];

    public static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
