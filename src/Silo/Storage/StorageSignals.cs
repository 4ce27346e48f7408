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

    public static void TransactionEnded(IReadOnlyList<PendingCommit> commits, DateTimeOffset began, TimeSpan took)
    {
        Commits.Record(commits.Count);
        Duration.Record(took.TotalSeconds);
        if (Source.HasListeners())
        {
            Trace(commits, began, took);
        }
    }

    /// <summary>
    /// The span of a transaction, below the first commit in it and linked to the others. It is made afterwards: who is
    /// in it is only known when it ends.
    /// </summary>
    private static void Trace(IReadOnlyList<PendingCommit> commits, DateTimeOffset began, TimeSpan took)
    {
        // The writer's thread serves everybody: what it served last is nobody's parent.
        Activity.Current = null;
        var spans = commits.Select(commit => commit.Span).Where(span => span != default).ToArray();
        if (spans.Length == 0)
        {
            return;
        }

        using var span = Source.StartActivity(
            "storage transaction", ActivityKind.Internal, spans[0],
            [new KeyValuePair<string, object?>("taskactors.commits", commits.Count)],
            [.. spans.Skip(1).Select(span => new ActivityLink(span))], began);
        span?.SetEndTime(began.UtcDateTime + took);
    }
}
