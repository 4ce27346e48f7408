using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TaskActors.Api.Auth;

/// <summary>A key for ES256, ES384 or ES512. A signature is r and s side by side, never DER (RFC 7518, 3.4).</summary>
internal sealed class CurveKey(ECParameters parameters, HashAlgorithmName hash) : SigningKey
{
    // The platform does not promise that one object may serve two callers at once.
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly int _size = 2 * parameters.Q.X!.Length;

    public override bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _size || !HasBothNumbers(signature))
        {
            return false;
        }

        var key = _idle.TryTake(out var idle) ? idle : ECDsa.Create(parameters);
        var isGood = key.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _idle.Add(key);
        return isGood;
    }

    /// <summary>Zero is no r and no s: some libraries took a signature of zeros for everybody's.</summary>
    private static bool HasBothNumbers(ReadOnlySpan<byte> signature) =>
        signature[..(signature.Length / 2)].ContainsAnyExcept((byte)0)
        && signature[(signature.Length / 2)..].ContainsAnyExcept((byte)0);
}
