using System.Numerics;
using System.Security.Cryptography;
using TaskActors.Api.Auth.Ed25519;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>Signs with Ed25519 (RFC 8032, 5.1.6), for tests only: nothing here hides how long it takes.</summary>
internal sealed class TestSigner
{
    private readonly BigInteger _scalar;
    private readonly byte[] _prefix;

    public TestSigner(ReadOnlySpan<byte> secret)
    {
        var hash = SHA512.HashData(secret);
        hash[0] &= 0xF8;
        hash[31] = (byte)((hash[31] & 0x7F) | 0x40);
        _scalar = Number(hash.AsSpan(0, 32));
        _prefix = hash[32..];
        PublicKey = Multiple(_scalar % ManagedEd25519.Order);
    }

    public byte[] PublicKey { get; }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var nonce = Number(SHA512.HashData([.. _prefix, .. message])) % ManagedEd25519.Order;
        var r = Multiple(nonce);
        var challenge = Number(ManagedEd25519.Challenge(r, PublicKey, message));
        return [.. r, .. Bytes((nonce + (challenge * _scalar)) % ManagedEd25519.Order)];
    }

    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    public static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static byte[] Multiple(BigInteger number) => EdwardsPoint.Combine(
        EdwardsPoint.Generator, Bytes(number), EdwardsPoint.Neutral, new byte[32]).Encode();
}
