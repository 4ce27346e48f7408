using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>What lies in the file: rows that people can read, and rows that the program must not believe.</summary>
public sealed class SqliteRowsTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    private readonly SqliteFolder _folder = new();
    private SqliteTaskStorage _storage = null!;

    public async Task InitializeAsync() => _storage = await _folder.OpenAsync();

    public async Task DisposeAsync()
    {
        await _storage.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task Rows_can_be_read_with_the_tools_of_the_database()
    {
        await CommitAsync(First(Ada) with { Saved = [OddTasks.Full] });

        var task = _folder.Run(
            """
            SELECT concat_ws('|', user_key, id, rev, title, description, completed, completed_at, priority, due_date,
                             tags, sort_order, created_at, updated_at) FROM tasks
            """);
        var user = _folder.Run(
            "SELECT concat_ws('|', user_key, rev, next_id, floor, committed_at, created_at) FROM users");

        Assert.Equal(
            "u-ada|1|1|Buy milk|two\nlitres|1|2026-03-01T12:00:00.123456Z|high|2026-03-01T12:00:00.000001Z|"
            + "[\"home\",\"a,b\",\"\\\"quoted\\\"\",\"\\uD83C\\uDF31\",\"null\"]|-7|2026-03-01T12:00:00.999999Z|"
            + "2026-03-01T12:00:00.000001Z",
            task);
        Assert.Equal("u-ada|1|2|0|2026-03-01T12:00:00Z|2026-03-01T12:00:00Z", user);
    }

    [Fact]
    public async Task A_user_keeps_the_time_of_the_first_commit()
    {
        await CommitAsync(First(Ada));
        await CommitAsync(Next(Ada, await LoadAsync(Ada)));

        var times = _folder.Run("SELECT created_at || ' ' || committed_at FROM users");

        Assert.Equal("2026-03-01T12:00:00Z 2026-03-01T12:01:00Z", times);
    }

    [Theory]
    [InlineData("UPDATE tasks SET priority = 'urgent'")]
    [InlineData("UPDATE tasks SET due_date = 'tomorrow'")]
    [InlineData("UPDATE tasks SET tags = 'home'")]
    [InlineData("UPDATE tasks SET tags = 'null'")]
    [InlineData("UPDATE tasks SET tags = '[null]'")]
    [InlineData("UPDATE tasks SET tags = '[1]'")]
    [InlineData("UPDATE tasks SET completed = 1")]
    [InlineData("UPDATE tasks SET completed_at = created_at")]
    [InlineData("UPDATE tasks SET completed = 1, completed_at = 'yesterday'")]
    [InlineData("UPDATE tasks SET created_at = '2026-03-01 12:00'")]
    [InlineData("UPDATE tasks SET updated_at = ''")]
    [InlineData("UPDATE tasks SET sort_order = 3000000000")]
    [InlineData("UPDATE tasks SET rev = 2")]
    [InlineData("UPDATE tasks SET rev = 0")]
    [InlineData("UPDATE tasks SET id = 2")]
    [InlineData("UPDATE tasks SET id = 0")]
    [InlineData("UPDATE users SET rev = 0")]
    [InlineData("UPDATE users SET next_id = 1")]
    [InlineData("UPDATE users SET floor = 2")]
    [InlineData("UPDATE users SET committed_at = 'noon'")]
    [InlineData("DELETE FROM users")]
    [InlineData("INSERT INTO tombstones VALUES ('u-ada', 1, 2, '2026-03-01T12:00:00Z')")]
    [InlineData("INSERT INTO tombstones VALUES ('u-ada', 2, 1, '2026-03-01T12:00:00Z')")]
    [InlineData("INSERT INTO tombstones VALUES ('u-ada', 1, 1, 'noon')")]
    public async Task Rows_that_contradict_each_other_are_not_read_and_not_touched(string damage)
    {
        await CommitAsync(First(Ada));
        _folder.Run(damage);
        await CommitAsync(First(Bob));
        var before = Dump();

        var error = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(Ada));

        Assert.Equal(StorageFailure.Unreadable, error.Failure);
        Assert.Equal(before, Dump());
        Assert.Equal(1, (await LoadAsync(Bob)).Rev);
    }

    [Fact]
    public async Task A_user_whose_key_no_database_keeps_is_refused()
    {
        // No attribute can hold half of a surrogate pair.
        foreach (var subject in (string[])["a\0b", "\ud800", "\udc00x"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(First(new UserId(subject))));
            await Assert.ThrowsAsync<ArgumentException>(() => LoadAsync(new UserId(subject)));
        }
    }

    [Fact]
    public async Task A_commit_whose_revision_does_not_grow_is_refused()
    {
        await CommitAsync(First(Ada));

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(First(Ada) with { ExpectedRev = 1 }));
    }

    private string? Dump() => _folder.Run(
        """
        SELECT (SELECT group_concat(concat_ws('|', user_key, id, rev, title, completed, completed_at, priority,
                                              due_date, tags, sort_order, created_at, updated_at)) FROM tasks)
               || (SELECT group_concat(concat_ws('|', user_key, rev, next_id, floor, committed_at)) FROM users)
        """);

    private Task<StoredTasks> LoadAsync(UserId user) => _storage.Store.LoadAsync(user, CancellationToken.None);

    private Task CommitAsync(TaskCommit commit) => _storage.Store.CommitAsync(commit, CancellationToken.None);
}
