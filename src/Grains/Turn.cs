using System.Diagnostics;

namespace TaskActors;

/// <summary>A write that waits to be decided: what it decides, what it weighs, and who waits for the answer.</summary>
internal sealed class Turn(
    Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation)
{
    // What the caller does next runs where the turn is ended.
    private readonly TaskCompletionSource<TaskResult> _answer = new();
    private TaskResult? _result;
    private Exception? _bug;

    public WriteRequest Write => write;

    /// <summary>Where its trace goes on; the default value when nobody traces.</summary>
    public ActivityContext Span { get; init; }

    public Task<TaskResult> Answer => _answer.Task;

    /// <summary>
    /// Lets go of a caller who left while this waited. From here on, the caller's cancellation counts no more.
    /// </summary>
    public bool TryBegin()
    {
        if (!cancellation.IsCancellationRequested)
        {
            return true;
        }

        // Not here: those who stayed wait to be decided.
        ThreadPool.UnsafeQueueUserWorkItem(static left => left.Leave(), this, preferLocal: false);
        return false;
    }

    /// <summary>
    /// Decides on the list that the turn before left. A decision that fails is this caller's failure alone.
    /// </summary>
    public Decision Decide(TaskList list, DateTimeOffset now)
    {
        try
        {
            var decision = decide(list, now);
            _result = decision.Result;
            return decision;
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            _bug = bug;
            return new Decision { Next = list, Result = TaskResult.Refused(TaskError.NotFound) };
        }
    }

    /// <summary>Takes the answer of an earlier request instead of a decision.</summary>
    public void Replay(TaskResult answer) => _result = answer;

    /// <summary>
    /// Gives the answer that was decided, or the refusal of the whole group. It must not leave before the group it
    /// belongs to is stored. The caller goes on in here.
    /// </summary>
    public void End(TaskError? refusal)
    {
        if (_bug is not null)
        {
            _answer.TrySetException(_bug);
        }
        else
        {
            _answer.TrySetResult(refusal is null ? _result! : TaskResult.Refused(refusal));
        }
    }

    private void Leave() => _answer.TrySetCanceled(cancellation);
}
