using TaskActors.MovingIn;
using TaskActors.Storage;
using TaskActors.Tests.Storage;

namespace TaskActors.Tests.MovingIn;

/// <summary>A run of moving in against a real file, and what it said.</summary>
internal sealed class MovingInRun
{
    public static MovingInOptions Options { get; } = new() { IsSubject = subject => subject.Trim().Length > 0 };

    public required MovingInReport? Report { get; init; }

    public required string Output { get; init; }

    public required string Errors { get; init; }

    /// <summary>Why it stopped, if it did.</summary>
    public required string? Failure { get; init; }

    public static async Task<MovingInRun> OfAsync(
        SqliteFolder target, string from, MovingInOptions? options = null, Func<ITaskStore, ITaskStore>? around = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        await using var storage = await target.OpenAsync();
        var store = around is null ? storage.Store : around(storage.Store);
        var moving = new UsersMovingIn(store, TimeProvider.System, options ?? Options, output, errors);
        MovingInReport? report = null;
        string? failure = null;
        try
        {
            report = await moving.RunAsync(SourceDatabase.Parse(from, target.Folder), CancellationToken.None);
        }
        catch (SetupException stopped)
        {
            failure = stopped.Message;
        }

        return new MovingInRun { Report = report, Output = $"{output}", Errors = $"{errors}", Failure = failure };
    }

    public static async Task<StoredTasks> LoadAsync(SqliteFolder target, string user)
    {
        await using var storage = await target.OpenAsync();
        return await storage.Store.LoadAsync(new UserId(user), CancellationToken.None);
    }
}

/// <summary>A store that fails at the n-th commit, as a full disk does.</summary>
internal sealed class StoreThatFails(ITaskStore store, int commit) : ITaskStore
{
    private int _commits;

    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) =>
        store.LoadAsync(user, cancellation);

    public Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        store.LoadRevAsync(user, cancellation);

    public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation) =>
        store.FindReceiptAsync(user, key, cancellation);

    public Task CommitAsync(TaskCommit commitOfUser, CancellationToken cancellation) => ++_commits == commit
        ? throw new StorageException(StorageFailure.Unavailable, "The disk is full.")
        : store.CommitAsync(commitOfUser, cancellation);
}
