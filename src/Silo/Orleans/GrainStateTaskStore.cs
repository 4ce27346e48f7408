using Npgsql;
using Orleans.Core;
using Orleans.Storage;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>
/// One user's tasks in Orleans' own grain storage, as one state that is written whole: for clouds without an SQL
/// database of one's own. The provider's ETag is the fence, and our revision once more.
/// </summary>
/// <param name="user">Whose state it is; no other's is asked for.</param>
/// <param name="storage">Reads and writes the state of this activation.</param>
/// <param name="rows">The store beside it, which holds where users begin who were never here.</param>
internal sealed class GrainStateTaskStore(UserId user, IStorage<UserState> storage, ITaskStore rows) : ITaskStore
{
    // One after the other: a read under way would put what it brings in the place of what a write is about to write.
    private Task _last = Task.CompletedTask;
    private bool _isRead;

    public async Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) =>
        (await ReadAsync(user)).Tasks;

    public async Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        (await ReadAsync(user)).Tasks.Rev;

    public async Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation)
    {
        var state = _isRead ? storage.State : await ReadAsync(user);
        return state.Receipts.FirstOrDefault(receipt => receipt.Key == key);
    }

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return InTurnAsync(() => WriteAsync(commit));
    }

    private Task<UserState> ReadAsync(UserId of) => InTurnAsync(() => ReadInTurnAsync(of));

    private async Task<UserState> InTurnAsync(Func<Task<UserState>> run)
    {
        var before = _last;
        var done = new TaskCompletionSource();
        _last = done.Task;
        await before;
        try
        {
            return await run();
        }
        finally
        {
            done.SetResult();
        }
    }

    private async Task<UserState> WriteAsync(TaskCommit commit)
    {
        var before = _isRead ? storage.State : await ReadInTurnAsync(commit.User);
        if (before.Tasks.Rev != commit.ExpectedRev)
        {
            throw Failed(StorageFailure.Conflict, null);
        }

        storage.State = before.After(commit);
        try
        {
            // To its end: who stops waiting would not know whether it was written.
            await storage.WriteStateAsync(CancellationToken.None);
            return storage.State;
        }
        catch (Exception error)
        {
            // What is stored now is read again before anything is decided on it.
            _isRead = false;
            throw Failed(FailureOf(error), error);
        }
    }

    private static StorageFailure FailureOf(Exception error) => error switch
    {
        InconsistentStateException => StorageFailure.Conflict,
        // One statement is one transaction: what the server refused was not written. What got no answer may be.
        _ when ServerErrorOf(error) is { InvariantSeverity: "ERROR" } => StorageFailure.Unavailable,
        _ => StorageFailure.OutcomeUnknown,
    };

    private static PostgresException? ServerErrorOf(Exception? error) =>
        error is null or PostgresException ? error as PostgresException : ServerErrorOf(error.InnerException);

    private static bool IsUnreadable(Exception? error) =>
        error is not null && (error is FormatException || IsUnreadable(error.InnerException));

    private static StorageException Failed(StorageFailure failure, Exception? error) =>
        new(failure, $"Grain storage failed: {failure}.", error);

    private async Task<UserState> ReadInTurnAsync(UserId of)
    {
        UserKeys.RequireFaithful(of);
        if (of != user)
        {
            throw new ArgumentException("This is the store of another user.", nameof(of));
        }

        try
        {
            await storage.ReadStateAsync(CancellationToken.None);
            if (!storage.RecordExists)
            {
                var first = await rows.LoadRevAsync(of, CancellationToken.None);
                storage.State = new UserState { Tasks = StoredTasks.NewAt(first) };
            }
        }
        catch (Exception error)
        {
            throw Failed(
                IsUnreadable(error) ? StorageFailure.Unreadable : StorageFailure.Unavailable, error);
        }

        _isRead = true;
        return storage.State;
    }
}
