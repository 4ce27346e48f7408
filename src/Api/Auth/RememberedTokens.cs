using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>
/// Tokens that were verified before, so that a caller's next request costs one hash. Bounded by two generations: when
/// the younger one is full, the older one is forgotten, except for what was asked for since.
/// </summary>
internal sealed class RememberedTokens(IOptions<TokenOptions> options, TimeProvider clock)
{
    // Names and addresses are kept with the token; larger ones are verified each time instead.
    private const int TextLengthMax = 1_024;

    private readonly int _generationMax = Math.Max(1, options.Value.RememberedMax / 2);
    private readonly Lock _turn = new();

    private volatile ConcurrentDictionary<Fingerprint, VerifiedToken> _younger = new();
    private volatile ConcurrentDictionary<Fingerprint, VerifiedToken> _older = new();

    public int Count => _younger.Count + _older.Count;

    public bool TryFind(Fingerprint token, [NotNullWhen(true)] out VerifiedToken? verified)
    {
        var isYoung = _younger.TryGetValue(token, out verified);
        if (!isYoung && !_older.TryGetValue(token, out verified))
        {
            return false;
        }

        if (verified!.Key.IsGone || clock.GetUtcNow() >= verified.Claims.ExpiresAt + TokenClaims.Skew)
        {
            _younger.TryRemove(token, out _);
            _older.TryRemove(token, out _);
            return false;
        }

        if (!isYoung)
        {
            Remember(token, verified);
        }

        return true;
    }

    public void Remember(Fingerprint token, VerifiedToken verified)
    {
        if ((verified.Claims.Email?.Length ?? 0) + (verified.Claims.Name?.Length ?? 0) > TextLengthMax)
        {
            return;
        }

        // One at a time: otherwise two that find it full together would forget both generations.
        lock (_turn)
        {
            if (_younger.Count >= _generationMax)
            {
                _older = _younger;
                _younger = new ConcurrentDictionary<Fingerprint, VerifiedToken>();
            }

            _younger[token] = verified;
        }
    }

    /// <summary>The SHA-256 of a whole token: the token itself is not kept.</summary>
    internal readonly record struct Fingerprint(UInt128 High, UInt128 Low)
    {
        private const int StackBytesMax = 1_024;

        public static Fingerprint Of(ReadOnlySpan<char> token)
        {
            var length = Encoding.UTF8.GetByteCount(token);
            Span<byte> bytes = length <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[length];
            Encoding.UTF8.GetBytes(token, bytes);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[..length], hash);
            return new Fingerprint(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }
    }
}
