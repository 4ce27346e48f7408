using System.Diagnostics;
using System.Diagnostics.Metrics;
using TaskActors.Signals;

namespace TaskActors.Storage;

/// <summary>What the writer of a process measures: how many wait, how many share a flush, how long it takes.</summary>
internal static class StorageSignals
{
    private static readonly ActivitySource Source = new(ActorSignals.Name);
    private static readonly Meter Meter = new(ActorSignals.Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "taskactors.storage.transaction.duration", "s", "Writing and flushing one transaction.",
        tags: null, SignalAdvice.Seconds);

    private static readonly Histogram<int> Commits = Meter.CreateHistogram(
        "taskactors.storage.transaction.commits", "{commit}", "Users' commits that shared a transaction.",
        tags: null, SignalAdvice.Counts);

    private static long _waiting;

    static StorageSignals() => Meter.CreateObservableUpDownCounter(
        // A commit may be taken an instant before it is counted.
        "taskactors.storage.waiting", () => Math.Max(0, Interlocked.Read(ref _waiting)), "{commit}",
        "Commits that wait for the writer.");

    public static void CommitWaits() => Interlocked.Increment(ref _waiting);

    public static void CommitTaken() => Interlocked.Decrement(ref _waiting);

    /// <summary>The span of a transaction, below the first commit in it and linked to the others.</summary>
    public static Activity? StartTransaction(IReadOnlyList<PendingCommit> commits)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The writer's thread serves everybody: what it served last is nobody's parent.
        Activity.Current = null;
        var spans = commits.Select(commit => commit.Span).Where(span => span != default).ToArray();
        return spans.Length == 0 ? null : Source.StartActivity(
            "storage transaction", ActivityKind.Internal, spans[0],
            [new KeyValuePair<string, object?>("taskactors.commits", commits.Count)],
            [.. spans.Skip(1).Select(span => new ActivityLink(span))]);
    }

    public static void TransactionEnded(int commits, TimeSpan took)
    {
        Commits.Record(commits);
        Duration.Record(took.TotalSeconds);
    }
}
