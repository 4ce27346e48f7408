using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>
/// One issuer's published keys. An unknown one is waited for, with one fetch under way however many wait; a flood of
/// random ids is answered from memory; the last good set stays while the issuer is away.
/// </summary>
internal sealed class JwksKeySet(
    KeySource source, KeySetFetch fetch, IOptions<TokenOptions> options, TimeProvider clock, ILogger<JwksKeySet> log)
{
    // A fetch that is joined may have begun before the key was published, and so may the one that another starts next.
    private const int FetchesAwaitedMax = 3;

    private readonly Lock _turn = new();
    private volatile PublishedKeys _keys = PublishedKeys.None;
    private Task<bool>? _underWay;
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;
    private int _waiting;
    private bool? _wasGood;

    /// <summary>Whether tokens with this <c>iss</c> may be its issuer's.</summary>
    public bool MayVouchFor(string? issuer) =>
        source.Rules.Issuer is not { } own || string.Equals(own, issuer, StringComparison.Ordinal);

    public ValueTask<ImmutableArray<SigningKey>> FindAsync(
        string algorithm, string? keyId, CancellationToken cancellation)
    {
        var keys = _keys;
        return keys.Knows(keyId)
            ? new(keys.Find(algorithm, keyId))
            : new(AwaitAsync(algorithm, keyId, cancellation));
    }

    /// <summary>The keys that are here now.</summary>
    public ImmutableArray<SigningKey> Find(string algorithm, string? keyId) => _keys.Find(algorithm, keyId);

    /// <summary>Fetches the set anew, or joins the fetch that is under way; says whether that went well.</summary>
    public Task<bool> RefreshAsync()
    {
        lock (_turn)
        {
            return JoinOrStart(isForUnknownKey: false);
        }
    }

    private async Task<ImmutableArray<SigningKey>> AwaitAsync(
        string algorithm, string? keyId, CancellationToken cancellation)
    {
        var isCrowded = Interlocked.Increment(ref _waiting) > options.Value.WaitingMax;
        try
        {
            for (var turn = 0; turn < FetchesAwaitedMax && !isCrowded && !_keys.Knows(keyId); turn++)
            {
                if (!TryFetchForUnknownKey(out var underWay))
                {
                    break;
                }

                await underWay.WaitAsync(cancellation);
            }

            return _keys.Find(algorithm, keyId);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The fetch to wait for, unless the last one for an unknown key was just now.</summary>
    private bool TryFetchForUnknownKey([NotNullWhen(true)] out Task<bool>? underWay)
    {
        lock (_turn)
        {
            var isQuiet = _underWay is not { IsCompleted: false } && clock.GetUtcNow() < _quietUntil;
            underWay = isQuiet ? null : JoinOrStart(isForUnknownKey: true);
            return !isQuiet;
        }
    }

    private Task<bool> JoinOrStart(bool isForUnknownKey) =>
        _underWay is { IsCompleted: false } ? _underWay
        : _underWay = Task.Run(() => FetchAsync(isForUnknownKey));

    private async Task<bool> FetchAsync(bool isForUnknownKey)
    {
        try
        {
            var keys = _keys.ReplaceBy(await fetch.GetAsync(source), out var added);
            _keys = keys;

            // Only keys that are really new let the next unknown one be asked for at once: nobody can make those up.
            KeepQuiet(isForUnknownKey && added == 0 ? options.Value.CoolDown : TimeSpan.Zero);
            if (_wasGood != true || added > 0)
            {
                log.KeysFetched(source, keys.Count);
            }

            _wasGood = true;
        }
        catch (KeySetException error)
        {
            KeepQuiet(isForUnknownKey ? options.Value.CoolDownAfterFailure : TimeSpan.Zero);
            if (_wasGood != false)
            {
                // Once, not at every try: a frontend may stay away for long.
                log.KeysNotFetched(source, error.Message, _keys.Count);
            }

            _wasGood = false;
        }

        return _wasGood == true;
    }

    private void KeepQuiet(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            lock (_turn)
            {
                _quietUntil = clock.GetUtcNow() + duration;
            }
        }
    }
}
