using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>
/// Tokens that were verified before, so that a caller's next request costs one look-up. Bounded by two generations:
/// when the younger one is full, the older one is forgotten, except for what was asked for since.
/// </summary>
/// <remarks>
/// Found by their whole text, because a hash of it that nobody can forge would cost more than anything else that is
/// done for a read (docs/decisions.md). How long a look-up takes tells nothing: only texts with the same hash code are
/// compared, and nobody knows the hash code of a token that he does not have.
/// </remarks>
internal sealed class RememberedTokens(IOptions<TokenOptions> options, TimeProvider clock)
{
    // Names and addresses are kept with the token; larger ones are verified each time instead.
    private const int TextLengthMax = 1_024;

    /// <summary>A token counts once more for each time that it is as long as this: what is bounded is memory.</summary>
    private const int LengthOfOne = 1_024;

    private readonly int _generationMax = Math.Max(1, options.Value.RememberedMax / 2);
    private readonly Lock _turn = new();

    private volatile Generation _younger = new();
    private volatile Generation _older = new();

    public int Count => _younger.Tokens.Count + _older.Tokens.Count;

    public bool TryFind(ReadOnlySpan<char> token, [NotNullWhen(true)] out VerifiedToken? verified)
    {
        var isYoung = _younger.ByText.TryGetValue(token, out verified);
        if (!isYoung && !_older.ByText.TryGetValue(token, out verified))
        {
            return false;
        }

        if (verified!.Key.IsGone || clock.GetUtcNow() >= verified.ExpiresAt + TokenClaims.Skew)
        {
            _younger.ByText.TryRemove(token, out _);
            _older.ByText.TryRemove(token, out _);
            return false;
        }

        if (!isYoung)
        {
            Remember(token.ToString(), verified);
        }

        return true;
    }

    public void Remember(string token, VerifiedToken verified)
    {
        if ((verified.User.Email?.Length ?? 0) + (verified.User.Name?.Length ?? 0) > TextLengthMax)
        {
            return;
        }

        // One at a time: otherwise two that find it full together would forget both generations.
        lock (_turn)
        {
            if (_younger.Size >= _generationMax)
            {
                _older = _younger;
                _younger = new Generation();
            }

            _younger.Tokens[token] = verified;
            _younger.Size += 1 + (token.Length / LengthOfOne);
        }
    }

    private sealed class Generation
    {
        public Generation() => ByText = Tokens.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, VerifiedToken> Tokens { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, VerifiedToken>.AlternateLookup<ReadOnlySpan<char>> ByText { get; }

        /// <summary>How much room is taken.</summary>
        public int Size { get; set; }
    }
}
