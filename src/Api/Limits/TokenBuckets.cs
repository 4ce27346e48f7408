using System.Collections.Concurrent;

namespace TaskActors.Api.Limits;

/// <summary>
/// A token bucket for each caller. A bucket is one number, the moment at which it will be full again (GCRA), so that
/// taking needs no lock, and a full one is worth nothing and is thrown away. The platform's limiters can neither put a
/// token back nor say when they are full, which the headers tell.
/// </summary>
internal sealed class TokenBuckets<TKey>(Quota quota, TimeProvider clock)
    where TKey : notnull
{
    /// <summary>Beyond so many callers at once the others share a bucket: memory has an end.</summary>
    public const int CallersMax = 100_000;

    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();
    private readonly Bucket _shared = new();
    private readonly long _cost = quota.IsOff ? 0 : clock.TimestampFrequency / quota.PerSecond;
    private long _lastSweep = clock.GetTimestamp();
    private int _count;

    public Quota Quota => quota;

    public int Count => _count;

    /// <summary>Takes one token, or says that there is none.</summary>
    public QuotaUse Take(TKey caller)
    {
        var now = clock.GetTimestamp();
        SweepNowAndThen(now);
        var bucket = BucketOf(caller);
        while (true)
        {
            var seen = Volatile.Read(ref bucket.FullAt);
            var next = Math.Max(seen, now) + _cost;
            if (next - now > _cost * quota.Burst)
            {
                return UseOf(isGranted: false, seen - now);
            }

            if (Interlocked.CompareExchange(ref bucket.FullAt, next, seen) == seen)
            {
                return UseOf(isGranted: true, next - now);
            }
        }
    }

    /// <summary>Puts a token back that was taken for nothing.</summary>
    public void Return(TKey caller)
    {
        if (_buckets.TryGetValue(caller, out var bucket))
        {
            Interlocked.Add(ref bucket.FullAt, -_cost);
        }
    }

    private QuotaUse UseOf(bool isGranted, long missing) => new(
        isGranted,
        (int)((_cost * quota.Burst - missing) / _cost),
        TimeSpan.FromSeconds(missing / (double)clock.TimestampFrequency));

    private Bucket BucketOf(TKey caller)
    {
        if (_buckets.TryGetValue(caller, out var known))
        {
            return known;
        }

        if (Volatile.Read(ref _count) >= CallersMax)
        {
            return _shared;
        }

        var added = new Bucket();
        if (!_buckets.TryAdd(caller, added))
        {
            return _buckets.GetValueOrDefault(caller, added);
        }

        Interlocked.Increment(ref _count);
        return added;
    }

    /// <summary>
    /// One caller in each window looks through all. Somebody who takes from a bucket just while it is thrown away gets
    /// one request more than his due.
    /// </summary>
    private void SweepNowAndThen(long now)
    {
        var last = Volatile.Read(ref _lastSweep);
        if (now - last < _cost * quota.Burst || Interlocked.CompareExchange(ref _lastSweep, now, last) != last)
        {
            return;
        }

        foreach (var (caller, bucket) in _buckets)
        {
            if (Volatile.Read(ref bucket.FullAt) <= now && _buckets.TryRemove(caller, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private sealed class Bucket
    {
        public long FullAt;
    }
}
