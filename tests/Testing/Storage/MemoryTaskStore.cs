using System.Collections.Concurrent;

namespace TaskActors.Testing;

/// <summary>A store in memory that keeps the port's promises, but for surviving the process.</summary>
public sealed class MemoryTaskStore : ITaskStore
{
    private readonly ConcurrentDictionary<UserId, StoredTasks> _stored = new();

    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_stored.GetValueOrDefault(user, StoredTasks.None));
    }

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var before = _stored.GetValueOrDefault(commit.User, StoredTasks.None);
        var isWritten = before.Rev == commit.ExpectedRev
            && (before.Rev == 0
                ? _stored.TryAdd(commit.User, Apply(before, commit))
                : _stored.TryUpdate(commit.User, Apply(before, commit), before));
        return isWritten
            ? Task.CompletedTask
            : Task.FromException(new StorageException(
                StorageFailure.Conflict, $"The stored revision is not {commit.ExpectedRev}."));
    }

    private static StoredTasks Apply(StoredTasks before, TaskCommit commit)
    {
        var tasks = before.Tasks.ToDictionary(task => task.Id);
        foreach (var task in commit.Saved)
        {
            tasks[task.Id] = task;
        }

        foreach (var id in commit.Removed)
        {
            tasks.Remove(id);
        }

        return new StoredTasks
        {
            Rev = commit.Rev,
            NextId = commit.NextId,
            Floor = commit.Floor,
            CommittedAt = commit.At,
            Tasks = [.. tasks.Values.OrderBy(task => task.Id)],
            Tombstones = [.. before.Tombstones.Concat(commit.Tombstones)
                .Where(tombstone => tombstone.Rev > commit.Floor)
                .OrderBy(tombstone => tombstone.Rev).ThenBy(tombstone => tombstone.Id)],
        };
    }
}
