using System.Security.Cryptography;

namespace TaskActors.Api.Auth;

/// <summary>A shared secret as a key for HS256.</summary>
internal sealed class SecretKey(byte[] key) : SigningKey
{
    public override bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
