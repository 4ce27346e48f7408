namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// Whether an order of changes agrees with the clock on the wall: what ended before something else began comes first,
/// no read is older than what was known before it, and every refusal was right at some moment while it was decided.
/// </summary>
internal static class OrderRules
{
    public static IEnumerable<string> Complaints(UserHistory history, Placement placement)
    {
        var made = placement.Calls.Select((call, index) => (Call: call, Rev: placement.States[index + 1].Rev)).ToList();
        var moments = new Moments(history.Reads, made);
        foreach (var (call, rev) in made)
        {
            if (moments.LargestBefore(call.Start) is var known && known >= rev)
            {
                yield return $"out of order: revision {rev} ({call}) was asked for after {known} had been seen";
            }
        }

        foreach (var read in history.Reads.Append(history.Last))
        {
            if (Math.Max(history.Before.Rev, moments.LargestBefore(read.Start)) is var known && known > read.Rev)
            {
                yield return $"stale read: revision {read.Rev} was read after {known} had been seen";
            }
        }

        foreach (var call in history.Calls.Where(call => call.IsRefused))
        {
            var attempt = call.Attempts[^1];
            var first = Math.Max(history.Before.Rev, moments.LargestBefore(attempt.Start));
            var last = Math.Min(history.Last.Rev, moments.SmallestAfter(attempt.End) - 1);
            if (!IsRefusedSomewhere(placement, call.Intent, first, last))
            {
                yield return $"refused without reason: {call}: {attempt.Detail}, between {first} and {last}";
            }
        }
    }

    public static bool IsRefusedSomewhere(Placement placement, Intent intent, long first, long last)
    {
        for (var rev = first; rev <= last; rev++)
        {
            if (placement.StateAt(rev).After(intent) is null)
            {
                return true;
            }
        }

        return false;
    }
}
