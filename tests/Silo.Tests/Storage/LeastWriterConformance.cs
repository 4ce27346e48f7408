using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>
/// A newer program changes the tables beside a store that goes on: the store writes as long as the schema allows its
/// version, and no row afterwards.
/// </summary>
public abstract class LeastWriterConformance : IAsyncLifetime
{
    private const string Rows = """
        SELECT (SELECT string_agg(user_key || rev || next_id || floor, ',' ORDER BY user_key) FROM users)
               || '/' || (SELECT string_agg(user_key || id || rev || title, ',' ORDER BY user_key, id) FROM tasks)
               || '/' || (SELECT count(*) FROM receipts)
        """;

    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    private ITaskStorage _storage = null!;

    private SqlTaskStore Store => _storage.Store;

    /// <summary>What this program knows, and a step after which only the newer one may write.</summary>
    private SchemaDefinition Newer => With(
        $"""
        CREATE TABLE seen AS SELECT user_key, rev FROM users;
        UPDATE schema_version SET least_writer = {_storage.Dialect.Schema.Newest + 1};
        """);

    public async Task InitializeAsync()
    {
        _storage = await OpenAsync();
        await CommitAsync(First(Ada));
    }

    public abstract Task DisposeAsync();

    /// <summary>Opens an empty storage beside which others may be opened.</summary>
    private protected abstract Task<ITaskStorage> OpenAsync();

    /// <summary>Brings the tables to the version of another program, beside the storage.</summary>
    private protected abstract void Migrate(SchemaDefinition schema);

    /// <summary>The other program's dialect, beside the storage.</summary>
    private protected abstract SqlDialect DialectOf(SchemaDefinition schema);

    private protected abstract Task<string?> AskAsync(string sql);

    [SkippableFact]
    public async Task A_writer_below_the_least_gets_a_conflict_and_changes_no_row()
    {
        Migrate(Newer);
        var before = await AskAsync(Rows);
        var stored = await Store.LoadAsync(Ada, CancellationToken.None);
        var next = Next(Ada, stored);
        var receipt = new Receipt("key", "print", new TaskResult { Rev = 1 }, Noon);

        Assert.Equal(StorageFailure.Conflict, await FailureOfAsync(next));
        Assert.Equal(StorageFailure.Conflict, await FailureOfAsync(next with { Saved = [], Erases = true }));
        Assert.Equal(
            StorageFailure.Conflict,
            await FailureOfAsync(next with { Rev = 1, NextId = 2, Saved = [], Receipts = [receipt] }));
        Assert.Equal(StorageFailure.Conflict, await FailureOfAsync(First(Bob)));

        Assert.Equal(before, await AskAsync(Rows));
        Assert.Equal(1, (await Store.LoadAsync(Ada, CancellationToken.None)).Rev);
        Assert.Equal(
            "Storage does not work: a newer program changed the schema, and this one may write no more",
            await Store.CheckAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_writer_that_is_new_enough_goes_on()
    {
        Migrate(Newer);
        await using var newer = new SqlTaskStore(
            DialectOf(Newer), new StorageOptions(), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var stored = await newer.LoadAsync(Ada, CancellationToken.None);

        await newer.CommitAsync(Next(Ada, stored), CancellationToken.None);
        await newer.CommitAsync(First(Bob), CancellationToken.None);

        Assert.Null(await newer.CheckAsync(CancellationToken.None));
        Assert.Equal("u-ada 2,u-bob 1", await AskAsync(
            "SELECT string_agg(user_key || ' ' || rev, ',' ORDER BY user_key) FROM users"));
    }

    [SkippableFact]
    public async Task A_step_that_only_adds_leaves_the_older_writer_alone()
    {
        Migrate(With("ALTER TABLE tasks ADD COLUMN colour TEXT"));
        var stored = await Store.LoadAsync(Ada, CancellationToken.None);

        await CommitAsync(Next(Ada, stored));
        await CommitAsync(First(Bob));

        Assert.Null(await Store.CheckAsync(CancellationToken.None));
        Assert.Equal(2, (await Store.LoadAsync(Ada, CancellationToken.None)).Rev);
    }

    [SkippableFact]
    public async Task A_step_waits_for_what_an_older_writer_has_begun_and_sees_it()
    {
        var older = CommitConnection.Open(DialectOf(_storage.Dialect.Schema));
        older.Begin();
        Assert.True(older.TryApply(Next(Ada, await Store.LoadAsync(Ada, CancellationToken.None))));

        var step = Task.Run(() => Migrate(Newer));
        await Task.Delay(300);
        Assert.False(step.IsCompleted);
        older.Commit();
        await step.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("2", await AskAsync("SELECT rev FROM seen WHERE user_key = 'u-ada'"));
        older.Begin();
        Assert.False(older.TryApply(Next(Ada, await Store.LoadAsync(Ada, CancellationToken.None))));
        older.Abandon();
    }

    private protected SchemaDefinition With(string script)
    {
        var schema = _storage.Dialect.Schema;
        return schema with { Scripts = schema.Scripts.Add(script) };
    }

    private protected async Task<StorageFailure?> FailureOfAsync(TaskCommit commit)
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

    private Task CommitAsync(TaskCommit commit) => Store.CommitAsync(commit, CancellationToken.None);
}
