namespace TaskActors.Testing;
public sealed class MemoryTaskStore : ITaskStore
{
    private readonly Dictionary<UserId, StoredTasks> _users = [];
    private readonly Lock _lock = new();
    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) { lock (_lock) { return Task.FromResult(_users.GetValueOrDefault(user, StoredTasks.None)); } }
    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var s = _users.GetValueOrDefault(commit.User, StoredTasks.None);
            if (s.Rev != commit.ExpectedRev) { throw new StorageException(StorageFailure.Conflict, "x"); }
            _users[commit.User] = new StoredTasks { Rev = commit.Rev, NextId = commit.NextId, Floor = commit.Floor, CommittedAt = commit.At,
                Tasks = [.. s.Tasks.Where(t => !commit.Removed.Contains(t.Id) && commit.Saved.All(x => x.Id != t.Id)).Concat(commit.Saved).OrderBy(t => t.Id)],
                Tombstones = [.. s.Tombstones.Concat(commit.Tombstones).Where(t => t.Rev > commit.Floor)] };
            return Task.CompletedTask;
        }
    }
}
