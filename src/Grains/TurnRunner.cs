using Microsoft.Extensions.Logging;

namespace TaskActors;

/// <summary>
/// Runs one user's turns: decides a group one after the other, stores it as one commit, publishes it, and only then
/// lets the answers go. A group that could not be stored is refused whole.
/// </summary>
internal sealed class TurnRunner(
    IUserTasksHost host, ITaskStore store, PublishedTasks published, TaskLimits limits, TurnRunner.Surroundings around)
{
    private readonly TurnQueue _queue = new(limits);
    private volatile bool _isDropped;

    /// <summary>The clock and the log.</summary>
    internal sealed record Surroundings(TimeProvider Clock, ILogger Logger);

    /// <summary>Waits for the turn of a write and for its commit.</summary>
    public Task<TaskResult> RunAsync(
        Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation)
    {
        var turn = new Turn(decide, write.Bytes, cancellation);
        if (!_queue.TryAdd(turn, out var mustRun))
        {
            return Task.FromResult(TaskResult.Refused(TaskError.QueueFull));
        }

        if (mustRun)
        {
            // Not awaited: it serves the others too. It answers every failure to those who wait, and throws none.
            _ = RunGroupsAsync();
        }

        return turn.Answer;
    }

    private async Task RunGroupsAsync()
    {
        while (_queue.TakeGroup() is { Count: > 0 } group)
        {
            group.RemoveAll(turn => !turn.TryBegin());
            if (await RefusalOfAsync(group) is { } refusal)
            {
                group.ForEach(turn => turn.Refuse(refusal));
            }
            else
            {
                group.ForEach(turn => turn.Release());
            }
        }
    }

    /// <summary>Decides, commits and publishes a group; returns why it could not, or null.</summary>
    private async Task<TaskError?> RefusalOfAsync(List<Turn> group)
    {
        if (_isDropped)
        {
            return TaskError.StorageUnavailable;
        }

        TaskList before;
        try
        {
            before = published.Current ?? await published.ReadAsync();
        }
        catch (Exception failure)
        {
            return around.Logger.LoadFailed(host.User, failure);
        }

        var now = before.TimeOf(around.Clock.GetUtcNow());
        var changes = new GroupCommit(before);
        group.ForEach(turn => changes.Add(turn.Decide(changes.After, now)));
        return changes.IsChange ? await CommitAsync(changes) : null;
    }

    private async Task<TaskError?> CommitAsync(GroupCommit changes)
    {
        try
        {
            await store.CommitAsync(changes.ToCommit(), host.Stopping);
            published.Publish(changes.After);
            return null;
        }
        catch (StorageException failure) when (failure.Failure == StorageFailure.Unavailable)
        {
            // Known not to be written: what is in memory is still what is stored.
            around.Logger.CommitUnavailable(host.User.LogName, failure);
            return TaskError.StorageUnavailable;
        }
        catch (Exception failure)
        {
            var isConflict = failure is StorageException { Failure: StorageFailure.Conflict };
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
            around.Logger.CommitConflicted(host.User.LogName);
        }
        else
        {
            around.Logger.CommitUnknown(host.User.LogName, failure);
        }

        _isDropped = true;
        published.Forget();
        host.Drop();
    }
}
