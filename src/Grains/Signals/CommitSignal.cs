using System.Diagnostics;

namespace TaskActors.Signals;

/// <summary>
/// Follows one commit of a group: each of its writes is a trace of its own, and each has the whole commit in it.
/// </summary>
internal sealed class CommitSignal : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly TimeProvider _clock;
    private readonly int _turns;
    private readonly long _began;

    public CommitSignal(List<Turn> group, TimeProvider clock)
    {
        (_clock, _turns, _began) = (clock, group.Count, clock.GetTimestamp());
        foreach (var turn in group.Where(turn => turn.Span != default))
        {
            if (ActorSignals.StartCommit(turn.Span, _turns) is { } span)
            {
                _spans.Add(span);
            }
        }

        // What storage does for all of them is shown below the first.
        Activity.Current = _spans.Count > 0 ? _spans[0] : null;
    }

    /// <summary>How it ended; <c>unknown</c> unless somebody says otherwise.</summary>
    public string Outcome { get; set; } = "unknown";

    public void Dispose()
    {
        foreach (var span in _spans)
        {
            span.SetTag("taskactors.outcome", Outcome);
            span.SetStatus(Outcome == "stored" ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            span.Dispose();
        }

        ActorSignals.CommitEnded(_turns, _clock.GetElapsedTime(_began), Outcome);
    }
}
