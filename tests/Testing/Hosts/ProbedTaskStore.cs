namespace TaskActors.Testing;

/// <summary>
/// A store that tests can hold, count and fail: around any other store, before and after each of its calls.
/// </summary>
public sealed class ProbedTaskStore(ITaskStore inner) : ITaskStore
{
    private int _loads;
    private int _commits;

    public int Loads => Volatile.Read(ref _loads);

    public int Commits => Volatile.Read(ref _commits);

    /// <summary>Awaited before a load reaches the store.</summary>
    public Func<UserId, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited before a commit reaches the store.</summary>
    public Func<TaskCommit, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited after a commit was stored, before anyone learns of it.</summary>
    public Func<TaskCommit, Task> AfterCommit { get; set; } = _ => Task.CompletedTask;

    public async Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _loads);
        await BeforeLoad(user);
        return await inner.LoadAsync(user, cancellation);
    }

    public Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        inner.LoadRevAsync(user, cancellation);

    public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation) =>
        inner.FindReceiptAsync(user, key, cancellation);

    public async Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _commits);
        await BeforeCommit(commit);
        await inner.CommitAsync(commit, cancellation);
        await AfterCommit(commit);
    }
}
