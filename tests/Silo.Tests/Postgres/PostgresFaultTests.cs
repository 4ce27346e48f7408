using TaskActors.Storage;
using TaskActors.Testing.Postgres;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Postgres;

/// <summary>
/// A server that fails while it is used: what the callers learn, and that the store recovers without a new start.
/// </summary>
public sealed class PostgresFaultTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    private PostgresServer _server = null!;
    private PostgresDatabase? _database;
    private SqlTaskStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _database = await PostgresDatabase.CreateAsync(_server);
        _store = (await _database.OpenAsync()).Store;
        await _store.CommitAsync(First(Ada), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_away_refuses_and_is_used_again_once_it_is_back(bool politely)
    {
        Skip.IfNot(_server.IsOurs, "the server that was given is not to be stopped");
        await LoadAsync(Ada);
        await (politely ? _server.StopAsync() : _server.KillAsync());

        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Bob)));
        var load = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(Ada));
        Assert.Equal(StorageFailure.Unavailable, load.Failure);
        Assert.NotNull(await CheckAsync());

        await _server.StartAgainAsync();
        Assert.Null(await CheckAsync());
        Assert.Null(await OutcomeOfAsync(First(Bob)));
        Assert.Equal(1, (await LoadAsync(Ada)).Rev);
        // The lock went with the session, and came back with the next.
        Assert.Contains("Another process owns", await _database!.WhyNotAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_session_that_ends_before_COMMIT_is_tried_again_on_a_new_one()
    {
        await EndSessionsAsync();

        Assert.Null(await OutcomeOfAsync(First(Bob)));
        Assert.Equal(1, (await LoadAsync(Bob)).Rev);
    }

    [SkippableFact]
    public async Task A_session_that_ends_in_COMMIT_leaves_the_outcome_unknown()
    {
        // Runs within COMMIT, and ends its own session there: no answer comes back.
        await AtCommitAsync("PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5)");

        Assert.Equal(StorageFailure.OutcomeUnknown, await OutcomeOfAsync(First(Bob)));

        await _database!.RunAsync("DROP TRIGGER at_commit ON users");
        Assert.Null(await OutcomeOfAsync(First(Bob)));
    }

    [SkippableFact]
    public async Task A_COMMIT_that_the_server_refuses_is_known_not_to_be_written()
    {
        await AtCommitAsync("RAISE EXCEPTION 'not now'");

        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Bob)));
        Assert.Equal(0, (await LoadAsync(Bob)).Rev);

        await _database!.RunAsync("DROP TRIGGER at_commit ON users");
        Assert.Null(await OutcomeOfAsync(First(Bob)));
        Assert.Null(await CheckAsync());
    }

    [SkippableFact]
    public async Task A_row_that_is_held_too_long_is_refused_and_no_other_with_it()
    {
        await using var other = PostgresServer.Connect(_database!.Url);
        await other.OpenAsync();
        await using var hold = other.CreateCommand();
        hold.CommandText = "BEGIN; UPDATE users SET rev = rev WHERE user_key = 'u-ada'";
        await hold.ExecuteNonQueryAsync();
        var stored = await LoadAsync(Ada);

        var outcomes = await Task.WhenAll(OutcomeOfAsync(Next(Ada, stored)), OutcomeOfAsync(First(Bob)));

        Assert.Equal<StorageFailure?>([StorageFailure.Unavailable, null], outcomes);
        await other.CloseAsync();
        Assert.Null(await OutcomeOfAsync(Next(Ada, stored)));
    }

    private Task<string?> EndSessionsAsync() => _database!.RunAsync(
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        + "AND datname = current_database()");

    private async Task AtCommitAsync(string what)
    {
        await _database!.RunAsync(
            $"CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$");
        await _database.RunAsync(
            "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT OR UPDATE ON users DEFERRABLE INITIALLY DEFERRED "
            + "FOR EACH ROW EXECUTE FUNCTION at_commit()");
    }

    private Task<string?> CheckAsync() => _store.CheckAsync(CancellationToken.None);

    private Task<StoredTasks> LoadAsync(UserId user) => _store.LoadAsync(user, CancellationToken.None);

    private async Task<StorageFailure?> OutcomeOfAsync(TaskCommit commit)
    {
        try
        {
            await _store.CommitAsync(commit, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            return null;
        }
        catch (StorageException error)
        {
            return error.Failure;
        }
    }
}
