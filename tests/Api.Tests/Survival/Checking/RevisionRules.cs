namespace TaskActors.Tests.Survival.Checking;

/// <summary>What the revisions that the server told must be by themselves: new, each used once, none lost, and in the
/// order of their times.</summary>
internal static class RevisionRules
{
    public static IEnumerable<string> Complaints(UserHistory history)
    {
        if (history.Last.Rev < history.Before.Rev)
        {
            yield return $"lost: the list went back from revision {history.Before.Rev} to {history.Last.Rev}";
        }

        foreach (var read in history.Reads.Where(read => read.Rev > history.Last.Rev))
        {
            yield return $"lost: revision {read.Rev} was read, and the list ends at {history.Last.Rev}";
        }

        var told = history.Calls.Where(call => call.Rev is not null).ToList();
        foreach (var call in told.Where(call => call.Rev > history.Last.Rev))
        {
            yield return $"lost: {call} was acknowledged as revision {call.Rev}, the list ends at {history.Last.Rev}";
        }

        foreach (var call in told.Where(call => call.Rev <= history.Before.Rev))
        {
            yield return $"used before: {call} was acknowledged as revision {call.Rev}, which was there already";
        }

        foreach (var same in told.GroupBy(call => call.Rev).Where(same => same.Skip(1).Any()))
        {
            yield return $"one revision twice: {same.Key} was given to {string.Join(" and ", same)}";
        }

        foreach (var complaint in AboutTimes(history, told))
        {
            yield return complaint;
        }
    }

    /// <summary>However the clock jumps, later revisions are not older, and each has one time.</summary>
    private static IEnumerable<string> AboutTimes(UserHistory history, IEnumerable<Call> told)
    {
        var latest = (Rev: 0L, At: "");
        var times = told.SelectMany(call => call.Success!.Answer!.Tasks)
            .Concat(history.Reads.Append(history.Last).SelectMany(read => read.Tasks))
            .Select(task => (task.Rev, At: task.ChangedAt)).Distinct()
            .OrderBy(change => change.Rev).ThenBy(change => change.At, StringComparer.Ordinal);
        foreach (var change in times)
        {
            if (change.Rev == latest.Rev)
            {
                yield return $"two times: revision {change.Rev} is said to be of {latest.At} and of {change.At}";
            }
            else if (string.CompareOrdinal(change.At, latest.At) < 0)
            {
                yield return $"back in time: revision {latest.Rev} is of {latest.At}, {change.Rev} of {change.At}";
            }

            latest = change;
        }
    }
}
