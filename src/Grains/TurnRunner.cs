using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TaskActors.Signals;

namespace TaskActors;

/// <summary>
/// Runs one user's turns: decides a group one after the other, stores it as one commit, publishes it, and only then
/// lets the answers go. A group that could not be stored is refused whole. Each group is run by the call of its first
/// turn, so that Orleans keeps the activation until the group is stored, whoever has left meanwhile.
/// </summary>
internal sealed class TurnRunner(
    UserId user, ActorParts parts, PublishedTasks published, Watchers watchers, Action drop)
{
    private readonly TurnQueue _queue = new(parts.Limits);
    private bool _isRunning;
    private bool _isDropped;

    /// <summary>Waits for the turn of a write and for its commit.</summary>
    public async Task<TaskResult> RunAsync(
        Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation)
    {
        using var span = ActorSignals.StartTurn();
        var began = parts.Clock.GetTimestamp();
        var turn = new Turn(decide, write, cancellation) { Span = span?.Context ?? default };
        if (!_queue.TryAdd(turn))
        {
            return TaskResult.Refused(TaskError.QueueFull);
        }

        ActorSignals.TurnWaits();
        try
        {
            if (_isRunning)
            {
                await turn.Called;
            }

            if (!turn.IsAnswered)
            {
                await RunGroupAsync();
            }

            ActorSignals.TurnEnded(parts.Clock.GetElapsedTime(began));
            return turn.Answer;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            throw ActorFailedException.Of(bug);
        }
    }

    private async Task RunGroupAsync()
    {
        _isRunning = true;
        // It serves many requests: what it does for the others is not to appear in the trace of the first.
        Activity.Current = null;
        var group = _queue.TakeGroup();
        ActorSignals.TurnsBegin(group.Count);
        group.RemoveAll(turn => !turn.TryBegin());
        var refusal = await RefusalOfAsync(group);
        group.ForEach(turn => turn.End(refusal));
        var next = _queue.First;
        _isRunning = next is not null;
        next?.Call();
    }

    /// <summary>Decides, commits and publishes a group; returns why it could not, or null.</summary>
    private async Task<TaskError?> RefusalOfAsync(List<Turn> group)
    {
        if (_isDropped)
        {
            return TaskError.StorageUnavailable;
        }

        GroupCommit changes;
        try
        {
            changes = new GroupCommit(published.Current ?? await published.ReadAsync());
            await DecideAsync(group, changes);
        }
        catch (StorageException failure) when (failure.Failure == StorageFailure.Conflict)
        {
            Drop(isConflict: true, failure);
            return TaskError.StorageUnavailable;
        }
        catch (Exception failure)
        {
            return parts.Logger.LoadFailed(user, failure);
        }

        return changes.IsChange ? await CommitAsync(changes, group) : null;
    }

    private async Task DecideAsync(List<Turn> group, GroupCommit changes)
    {
        var now = changes.After.TimeOf(parts.Clock.GetUtcNow());
        foreach (var turn in group)
        {
            if (await ReceiptOfAsync(turn, changes, now) is { } receipt)
            {
                turn.Replay(receipt.AnswerTo(turn.Write));
                continue;
            }

            var decision = turn.Decide(changes.After, now);
            changes.Add(decision);
            if (turn.Write.IdempotencyKey is not null && decision is { IsInquiry: false, Result.IsSuccess: true })
            {
                changes.AddReceipt(turn.Write, decision.Result, now);
            }
        }
    }

    private async ValueTask<Receipt?> ReceiptOfAsync(Turn turn, GroupCommit changes, DateTimeOffset now)
    {
        if (turn.Write.IdempotencyKey is not { } key)
        {
            return null;
        }

        // After an erase in this group, what is stored counts no more.
        var receipt = changes.FindReceipt(key)
            ?? (changes.Erases ? null : await parts.Store.FindReceiptAsync(user, key, parts.Stopped));
        if (receipt?.Answer.Rev > changes.After.Rev)
        {
            // Stored by an activation that is gone, after this one had loaded: what follows the answer would be older.
            throw new StorageException(StorageFailure.Conflict, "An answer is newer than the list.");
        }

        return receipt is not null && receipt.At >= now - Receipt.AgeMax ? receipt : null;
    }

    private async Task<TaskError?> CommitAsync(GroupCommit changes, List<Turn> group)
    {
        using var signal = new CommitSignal(group, parts.Clock);
        try
        {
            await parts.Store.CommitAsync(changes.ToCommit(), parts.Stopped);
            signal.Outcome = "stored";
            published.Publish(changes.After);
            watchers.Tell(changes);
            return null;
        }
        catch (StorageException failure) when (failure.Failure == StorageFailure.Unavailable)
        {
            signal.Outcome = "unavailable";
            // Known not to be written: what is in memory is still what is stored.
            parts.Logger.CommitUnavailable(user.LogName, failure);
            return TaskError.StorageUnavailable;
        }
        catch (Exception failure)
        {
            var isConflict = failure is StorageException { Failure: StorageFailure.Conflict };
            signal.Outcome = isConflict ? "conflict" : "unknown";
            Drop(isConflict, failure);
            return isConflict ? TaskError.StorageUnavailable : TaskError.OutcomeUnknown;
        }
    }

    /// <summary>
    /// Memory is in doubt: it is thrown away, and with it this activation. Those who wait are told to repeat.
    /// </summary>
    private void Drop(bool isConflict, Exception failure)
    {
        if (isConflict)
        {
            parts.Logger.CommitConflicted(user.LogName);
        }
        else
        {
            parts.Logger.CommitUnknown(user.LogName, failure);
        }

        _isDropped = true;
        published.Drop();
        watchers.End();
        drop();
    }
}
