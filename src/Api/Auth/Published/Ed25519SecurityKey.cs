using System.Globalization;
using System.Numerics;
using Microsoft.IdentityModel.Tokens;
using NSec.Cryptography;

namespace TaskActors.Api.Auth;

/// <summary>
/// A public key for EdDSA over Ed25519 (RFC 8037), which IdentityModel has no type for. libsodium verifies.
/// </summary>
internal sealed class Ed25519SecurityKey : SecurityKey
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;

    // The y of the points of order 8; those of order 1, 2 and 4 have 1, -1 and 0 (RFC 8032, 5.1).
    private static readonly BigInteger OrderEight = BigInteger.Parse(
        "2707385501144840649318225287225658788936804267575313519463743609750303402022", CultureInfo.InvariantCulture);

    private static readonly BigInteger[] SmallOrder =
        [BigInteger.Zero, BigInteger.One, Prime - 1, OrderEight, Prime - OrderEight];

    private readonly PublicKey _key;

    private Ed25519SecurityKey(PublicKey key) => _key = key;

    public override int KeySize => 256;

    /// <summary>
    /// The key, or null if it is not 32 bytes, not the only spelling of its point, or of small order: one signature
    /// would fit every message. libsodium refuses the last two only when it verifies.
    /// </summary>
    public static Ed25519SecurityKey? TryCreate(byte[]? bytes)
    {
        if (bytes is null
            || !PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var key))
        {
            return null;
        }

        // The highest bit is the sign of x.
        byte[] masked = [.. bytes[..^1], (byte)(bytes[^1] & 0x7F)];
        var y = new BigInteger(masked, isUnsigned: true);
        return y >= Prime || SmallOrder.Contains(y) ? null : new Ed25519SecurityKey(key!);
    }

    public bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(_key, signed, signature);
}
