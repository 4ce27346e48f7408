using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Postgres;

/// <summary>What lies in the database: rows that people can read, and rows that the program must not believe.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresRowsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    private PostgresDatabase? _database;
    private SqlTaskStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync(postgres.Server);
        _store = (await _database.OpenAsync()).Store;
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Rows_can_be_read_with_the_tools_of_the_database()
    {
        await CommitAsync(First(Ada) with { Saved = [OddTasks.Full] });

        var task = await _database!.RunAsync(
            """
            SELECT concat_ws('|', user_key, id, rev, title, description, completed, completed_at, priority, due_date,
                             tags::json ->> 0, sort_order, created_at, updated_at) FROM tasks
            """);

        Assert.Equal(
            "u-ada|1|1|Buy milk|two\nlitres|1|2026-03-01T12:00:00.123456Z|high|2026-03-01T12:00:00.000001Z|home|-7|"
            + "2026-03-01T12:00:00.999999Z|2026-03-01T12:00:00.000001Z",
            task);
    }

    [SkippableFact]
    public async Task Every_text_is_compared_byte_by_byte()
    {
        var others = await _database!.RunAsync(
            """
            SELECT string_agg(table_name || '.' || column_name, ', ') FROM information_schema.columns
             WHERE table_schema = 'taskactors' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
            """);
        var texts = await _database.RunAsync(
            """
            SELECT count(*) FROM information_schema.columns
             WHERE table_schema = 'taskactors' AND data_type = 'text' AND collation_name = 'C'
            """);

        Assert.Equal("", others ?? "");
        Assert.Equal("22", texts);
    }

    [SkippableTheory]
    [InlineData("UPDATE tasks SET priority = 'urgent'")]
    [InlineData("UPDATE tasks SET tags = '[null]'")]
    [InlineData("UPDATE tasks SET completed = 1")]
    [InlineData("UPDATE tasks SET created_at = '2026-03-01 12:00'")]
    [InlineData("UPDATE tasks SET sort_order = 3000000000")]
    [InlineData("UPDATE tasks SET rev = 2")]
    [InlineData("UPDATE tasks SET id = 2")]
    [InlineData("UPDATE users SET rev = 0")]
    [InlineData("UPDATE users SET floor = 2")]
    [InlineData("DELETE FROM users")]
    [InlineData("INSERT INTO tombstones VALUES ('u-ada', 2, 1, '2026-03-01T12:00:00Z')")]
    public async Task Rows_that_contradict_each_other_are_not_read_and_not_touched(string damage)
    {
        await CommitAsync(First(Ada));
        await _database!.RunAsync(damage);
        await CommitAsync(First(Bob));

        var error = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(Ada));

        Assert.Equal(StorageFailure.Unreadable, error.Failure);
        Assert.Equal(1, (await LoadAsync(Bob)).Rev);
    }

    [SkippableFact]
    public async Task Erasing_leaves_no_row_but_that_of_the_revision()
    {
        await CommitAsync(First(Ada) with
        {
            Receipts = [new Receipt("k", "f", new TaskResult { Rev = 1 }, Noon)],
        });

        await CommitAsync(Next(Ada, await LoadAsync(Ada)) with { Saved = [], Erases = true, Floor = 2 });

        Assert.Equal("0", await _database!.RunAsync(
            "SELECT count(*) FROM (SELECT user_key FROM tasks UNION ALL SELECT user_key FROM tombstones "
            + "UNION ALL SELECT user_key FROM receipts) AS rows"));
        Assert.Equal("u-ada 2", await _database.RunAsync("SELECT user_key || ' ' || rev FROM users"));
    }

    private Task<StoredTasks> LoadAsync(UserId user) => _store.LoadAsync(user, CancellationToken.None);

    private Task CommitAsync(TaskCommit commit) => _store.CommitAsync(commit, CancellationToken.None);
}
