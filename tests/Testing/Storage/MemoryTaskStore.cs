using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace TaskActors.Testing;

/// <summary>A store in memory that keeps the port's promises, but for surviving the process.</summary>
public sealed class MemoryTaskStore : ITaskStore
{
    private readonly ConcurrentDictionary<UserId, Stored> _stored = new();

    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_stored.GetValueOrDefault(user, Stored.None).Tasks);
    }

    public async Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        (await LoadAsync(user, cancellation)).Rev;

    public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var receipts = _stored.GetValueOrDefault(user, Stored.None).Receipts;
        return Task.FromResult(receipts.FirstOrDefault(kept => kept.Key == key));
    }

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var before = _stored.GetValueOrDefault(commit.User, Stored.None);
        var isWritten = before.Tasks.Rev == commit.ExpectedRev
            && (ReferenceEquals(before, Stored.None)
                ? _stored.TryAdd(commit.User, Apply(before, commit))
                : _stored.TryUpdate(commit.User, Apply(before, commit), before));
        return isWritten
            ? Task.CompletedTask
            : Task.FromException(new StorageException(
                StorageFailure.Conflict, $"The stored revision is not {commit.ExpectedRev}."));
    }

    private static Stored Apply(Stored stored, TaskCommit commit)
    {
        var before = commit.Erases ? StoredTasks.None : stored.Tasks;
        var receipts = (commit.Erases ? [] : stored.Receipts)
            .Where(kept => kept.At >= commit.At - Receipt.AgeMax).Concat(commit.Receipts).TakeLast(Receipt.CountMax);
        var tasks = before.Tasks.ToDictionary(task => task.Id);
        foreach (var task in commit.Saved)
        {
            tasks[task.Id] = task;
        }

        foreach (var id in commit.Removed)
        {
            tasks.Remove(id);
        }

        var after = new StoredTasks
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
        return new Stored(after, [.. receipts]);
    }

    private sealed record Stored(StoredTasks Tasks, ImmutableArray<Receipt> Receipts)
    {
        public static Stored None { get; } = new(StoredTasks.None, []);
    }
}
