using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskActors.Signals;

/// <summary>
/// What actors measure of themselves. Nothing is paid while nobody listens, and nothing measured names a user or shows
/// a task. Values that go up and down are asked for, so that whoever begins to listen late sees what is there.
/// </summary>
public static class ActorSignals
{
    /// <summary>The name of our source of traces and of our meter.</summary>
    public const string Name = "TaskActors";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> TurnDuration = Meter.CreateHistogram(
        "taskactors.turn.duration", "s", "From a write's arrival at its actor to its answer.",
        tags: null, SignalAdvice.Seconds);

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "taskactors.commit.duration", "s", "Storing one user's group of writes.", tags: null, SignalAdvice.Seconds);

    private static readonly Histogram<int> CommitTurns = Meter.CreateHistogram(
        "taskactors.commit.turns", "{turn}", "Writes of one user that were stored together.",
        tags: null, SignalAdvice.Counts);

    private static readonly Counter<long> Reads = Meter.CreateCounter<long>(
        "taskactors.read.lookups", "{read}", "Reads that looked for a list in this process before asking its actor.");

    private static readonly KeyValuePair<string, object?> Found = new("taskactors.found", true);
    private static readonly KeyValuePair<string, object?> NotFound = new("taskactors.found", false);

    private static long _waiting;
    private static long _actors;

    static ActorSignals()
    {
        Meter.CreateObservableUpDownCounter(
            "taskactors.turn.waiting", () => Interlocked.Read(ref _waiting), "{turn}", "Writes that wait their turn.");
        Meter.CreateObservableUpDownCounter(
            "taskactors.actor.active", () => Interlocked.Read(ref _actors), "{actor}", "Actors in memory.");
    }

    internal static void ActorBegins() => Interlocked.Increment(ref _actors);

    internal static void ActorEnds() => Interlocked.Decrement(ref _actors);

    internal static void SnapshotLooked(bool isFound) => Reads.Add(1, isFound ? Found : NotFound);

    /// <summary>The span of one write at its actor; null when nobody traces.</summary>
    internal static Activity? StartTurn() => Source.StartActivity("user-tasks turn");

    internal static Activity? StartCommit(ActivityContext turn, int turns) => Source.StartActivity(
        "user-tasks commit", ActivityKind.Internal, turn,
        [new KeyValuePair<string, object?>("taskactors.turns", turns)]);

    internal static void TurnWaits() => Interlocked.Increment(ref _waiting);

    internal static void TurnsBegin(int turns) => Interlocked.Add(ref _waiting, -turns);

    internal static void TurnEnded(TimeSpan took) => TurnDuration.Record(took.TotalSeconds);

    internal static void CommitEnded(int turns, TimeSpan took, string outcome)
    {
        CommitTurns.Record(turns);
        CommitDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("taskactors.outcome", outcome));
    }
}
