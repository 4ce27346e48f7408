namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// Which revisions were there for certain at a moment, and which for certain were not: what ended before it, and what
/// began after it.
/// </summary>
internal sealed class Moments
{
    // By their end, each with the largest revision of all that ended no later.
    private readonly List<(long End, long Rev)> _ended = [];

    // By their start, latest first, each with the smallest revision of all that began no earlier.
    private readonly List<(long Start, long Rev)> _begun = [];

    public Moments(IEnumerable<ListRead> reads, IEnumerable<(Call Call, long Rev)> changes)
    {
        var made = changes.ToList();
        var seen = reads.Select(read => (read.End, read.Rev)).Concat(made.Select(one => (one.Call.End, one.Rev)));
        var largest = 0L;
        foreach (var (end, rev) in seen.OrderBy(one => one.End))
        {
            largest = Math.Max(largest, rev);
            _ended.Add((end, largest));
        }

        var smallest = long.MaxValue;
        foreach (var (call, rev) in made.OrderByDescending(one => one.Call.Start))
        {
            smallest = Math.Min(smallest, rev);
            _begun.Add((call.Start, smallest));
        }
    }

    /// <summary>The largest revision that somebody had seen before this moment; 0 for none.</summary>
    public long LargestBefore(long moment)
    {
        var (low, high) = (0, _ended.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ended[middle].End < moment ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : _ended[low - 1].Rev;
    }

    /// <summary>The smallest revision that was asked for only after this moment.</summary>
    public long SmallestAfter(long moment)
    {
        var (low, high) = (0, _begun.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _begun[middle].Start > moment ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? long.MaxValue : _begun[low - 1].Rev;
    }
}
