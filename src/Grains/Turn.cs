using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace TaskActors;

/// <summary>A write that waits to be decided: what it decides, what it weighs, and its answer.</summary>
internal sealed class Turn(
    Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation)
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskResult? _result;
    private ExceptionDispatchInfo? _failure;

    public WriteRequest Write => write;

    /// <summary>Where its trace goes on; the default value when nobody traces.</summary>
    public ActivityContext Span { get; init; }

    /// <summary>Ends when this turn has its answer, or is the first of those that wait for the next group.</summary>
    public Task Called => _called.Task;

    public bool IsAnswered { get; private set; }

    /// <summary>What was answered.</summary>
    /// <exception cref="OperationCanceledException">The caller had left before this was decided.</exception>
    public TaskResult Answer
    {
        get
        {
            _failure?.Throw();
            return _result!;
        }
    }

    /// <summary>Says that this turn is the next group's first, and its call the one that runs the group.</summary>
    public void Call() => _called.TrySetResult();

    /// <summary>
    /// Lets go of a caller who left while this waited. From here on, the caller's cancellation counts no more.
    /// </summary>
    public bool TryBegin()
    {
        if (!cancellation.IsCancellationRequested)
        {
            return true;
        }

        _failure = ExceptionDispatchInfo.Capture(new OperationCanceledException(cancellation));
        End(null);
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
            _failure = ExceptionDispatchInfo.Capture(bug);
            return new Decision { Next = list, Result = TaskResult.Refused(TaskError.NotFound) };
        }
    }

    /// <summary>Takes the answer of an earlier request instead of a decision.</summary>
    public void Replay(TaskResult answer) => _result = answer;

    /// <summary>
    /// Gives the answer that was decided, or the refusal of the whole group. It must not leave before the group it
    /// belongs to is stored.
    /// </summary>
    public void End(TaskError? refusal)
    {
        _result = refusal is null ? _result : TaskResult.Refused(refusal);
        IsAnswered = true;
        _called.TrySetResult();
    }
}
