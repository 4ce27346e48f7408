using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TaskActors.Api.Auth;

/// <summary>A key for RS256 to RS512 or PS256 to PS512.</summary>
internal sealed class RsaKey(RSAParameters parameters, HashAlgorithmName hash, RSASignaturePadding padding)
    : SigningKey
{
    // The platform does not promise that one object may serve two callers at once.
    private readonly ConcurrentBag<RSA> _idle = [];

    public override bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var key = _idle.TryTake(out var idle) ? idle : RSA.Create(parameters);
        var isGood = signature.Length == (key.KeySize + 7) / 8 && key.VerifyData(signed, signature, hash, padding);
        _idle.Add(key);
        return isGood;
    }
}
