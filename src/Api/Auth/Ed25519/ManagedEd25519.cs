using System.Numerics;
using System.Security.Cryptography;

namespace TaskActors.Api.Auth.Ed25519;

/// <summary>
/// Verification in plain C#. It exists because Better Auth signs with Ed25519 by default, which neither .NET nor a
/// maintained package verifies, and because not every system has OpenSSL 3. It only verifies: nothing here is secret,
/// so nothing has to take the same time.
/// </summary>
internal sealed class ManagedEd25519 : IEd25519Verifier
{
    public const int SignatureSize = 2 * FieldElement.Size;

    /// <summary>L, the order of the generator.</summary>
    public static BigInteger Order { get; } =
        BigInteger.Pow(2, 252) + (((BigInteger)0x14def9dea2f79cd6 << 64) | 0x5812631a5cf5d3ed);

    public string Name => "managed";

    public bool HasSigned(Ed25519PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize)
        {
            return false;
        }

        var r = signature[..FieldElement.Size];
        var s = signature[FieldElement.Size..];
        if (Number(s) >= Order)
        {
            // Adding L to S would make a second signature of the same message.
            return false;
        }

        // R = S·B − k·A, compared as bytes: only the canonical encoding of R passes.
        var expected = EdwardsPoint.Combine(EdwardsPoint.Generator, s, -key.Point, Challenge(r, key.Bytes, signed));
        return r.SequenceEqual(expected.Encode());
    }

    /// <summary>SHA-512 over R, key and message, as a number below L.</summary>
    public static byte[] Challenge(ReadOnlySpan<byte> r, ReadOnlySpan<byte> key, ReadOnlySpan<byte> signed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(r);
        hash.AppendData(key);
        hash.AppendData(signed);
        var number = Number(hash.GetHashAndReset()) % Order;
        var bytes = new byte[FieldElement.Size];
        number.TryWriteBytes(bytes, out _, isUnsigned: true, isBigEndian: false);
        return bytes;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: false);
}
