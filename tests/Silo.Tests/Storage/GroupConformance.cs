using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>
/// Many users' commits in one transaction. A lock that the test holds makes the writer wait with the first commit, so
/// that the others stand in its queue when it goes on.
/// </summary>
public abstract class GroupConformance : IAsyncLifetime
{
    private ITaskStorage _storage = null!;

    public async Task InitializeAsync() => _storage = await OpenAsync(TimeSpan.FromSeconds(30));

    public abstract Task DisposeAsync();

    /// <summary>Opens an empty storage that waits so long for a lock.</summary>
    private protected abstract Task<ITaskStorage> OpenAsync(TimeSpan busyWait);

    /// <summary>Keeps the writer from writing until it is disposed of.</summary>
    private protected abstract Task<IAsyncDisposable> HoldAsync();

    /// <summary>Runs a query beside the store; gives the first column of the first row as text.</summary>
    private protected abstract Task<string?> AskAsync(string sql);

    [SkippableFact]
    public async Task Commits_that_wait_share_one_transaction()
    {
        var commits = await WhileWriterWaitsAsync(() => [.. Users(100).Select(user => CommitAsync(First(user)))]);

        await Task.WhenAll(commits);

        AssertShared(_storage.Store.Transactions);
        Assert.Equal("101", await AskAsync("SELECT count(*) FROM tasks"));
    }

    [SkippableFact]
    public async Task A_conflict_is_undone_alone_in_the_transaction_of_others()
    {
        var users = Users(40);
        await CommitAsync(First(users[20], "before"));
        var transactions = _storage.Store.Transactions;

        var commits = await WhileWriterWaitsAsync(
            () => [.. users.Select(user => OutcomeOfAsync(First(user, "after")))]);
        var outcomes = await Task.WhenAll(commits.Cast<Task<StorageFailure?>>());

        AssertShared(_storage.Store.Transactions - transactions);
        Assert.Equal(StorageFailure.Conflict, outcomes[20]);
        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal("39", await AskAsync("SELECT count(*) FROM tasks WHERE title = 'after'"));
        Assert.Equal("before", await AskAsync("SELECT title FROM tasks WHERE user_key = 'u-user-21'"));
    }

    [SkippableFact]
    public async Task Of_two_commits_of_one_user_in_one_transaction_the_second_is_refused()
    {
        var ada = new UserId("ada");

        var commits = await WhileWriterWaitsAsync(
            () => [OutcomeOfAsync(First(ada, "first")), OutcomeOfAsync(First(ada, "second"))]);
        var outcomes = await Task.WhenAll(commits.Cast<Task<StorageFailure?>>());

        Assert.Equal<StorageFailure?>([null, StorageFailure.Conflict], outcomes);
        Assert.Equal("first", await AskAsync("SELECT title FROM tasks WHERE user_key = 'u-ada'"));
    }

    [SkippableFact]
    public async Task A_commit_that_breaks_the_transaction_fails_alone()
    {
        var users = Users(20);
        // The same tombstone twice: a row that the database refuses, and no conflict.
        var twice = new Tombstone(new TaskId(1), 1, Noon);
        var broken = First(users[7]) with { Tombstones = [twice, twice] };

        var commits = await WhileWriterWaitsAsync(
            () => [.. users.Select(user => OutcomeOfAsync(user == users[7] ? broken : First(user)))]);
        var outcomes = await Task.WhenAll(commits.Cast<Task<StorageFailure?>>());

        Assert.Equal(StorageFailure.Unavailable, outcomes[7]);
        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal("0", await AskAsync("SELECT count(*) FROM users WHERE user_key = 'u-user-8'"));
        Assert.Equal("20", await AskAsync("SELECT count(*) FROM tasks"));
    }

    [SkippableFact]
    public async Task A_commit_that_is_cancelled_while_it_waits_is_not_written()
    {
        using var cancellation = new CancellationTokenSource();
        var ada = First(new UserId("ada"));
        var bob = First(new UserId("bob"));

        var commits = await WhileWriterWaitsAsync(
            () => [_storage.Store.CommitAsync(ada, cancellation.Token), CommitAsync(bob)], cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commits[0]);
        await commits[1];

        Assert.Equal("u-bob,u-holder", await AskAsync(
            "SELECT string_agg(user_key, ',' ORDER BY user_key) FROM users"));
    }

    [SkippableFact]
    public async Task Closing_writes_what_waits()
    {
        var commits = await WhileWriterWaitsAsync(
            () => [.. Users(50).Select(user => CommitAsync(First(user))), _storage.DisposeAsync().AsTask()]);

        await Task.WhenAll(commits);

        Assert.Equal("51", await AskAsync("SELECT count(*) FROM tasks"));
        var late = await Assert.ThrowsAsync<StorageException>(() => CommitAsync(First(new UserId("late"))));
        Assert.Equal(StorageFailure.Unavailable, late.Failure);
    }

    [SkippableFact]
    public async Task A_load_does_not_wait_for_the_writer()
    {
        var ada = new UserId("ada");
        await CommitAsync(First(ada));

        var commits = await WhileWriterWaitsAsync(
            () => [_storage.Store.LoadAsync(ada, CancellationToken.None)], untilDone: true);

        Assert.True(commits[0].IsCompletedSuccessfully);
    }

    private async Task<Task[]> WhileWriterWaitsAsync(
        Func<Task[]> queue, Action? beforeRelease = null, bool untilDone = false)
    {
        await using var hold = await HoldAsync();
        var holder = CommitAsync(First(new UserId("holder")));
        // The writer's thread takes it and meets the lock; what comes after this stands in the queue.
        await Task.Delay(100);
        var queued = queue();
        if (untilDone)
        {
            await Task.WhenAll(queued).WaitAsync(TimeSpan.FromSeconds(10));
        }

        Assert.False(holder.IsCompleted);
        beforeRelease?.Invoke();
        await hold.DisposeAsync();
        await holder;
        return queued;
    }

    /// <summary>Those who waited share one; whoever held the writer had one before, or was waited with.</summary>
    private static void AssertShared(long transactions) => Assert.InRange(transactions, 1, 2);

    // A commit that is never answered is a failure too, and shall look like one.
    private Task CommitAsync(TaskCommit commit) =>
        _storage.Store.CommitAsync(commit, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

    private async Task<StorageFailure?> OutcomeOfAsync(TaskCommit commit)
    {
        try
        {
            await CommitAsync(commit);
            return null;
        }
        catch (StorageException error)
        {
            return error.Failure;
        }
    }
}
