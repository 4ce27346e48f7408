using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Copying;
using TaskActors.Storage;
using TaskActors.Testing;
using TaskActors.Tests.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Postgres;

/// <summary>A file is copied into a database, whole, verified, and over nobody.</summary>
[Collection(PostgresGroup.Name)]
public sealed class CopyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly SqliteFolder _file = new();
    private readonly System.Text.StringBuilder _output = new();
    private PostgresDatabase? _database;

    public async Task InitializeAsync() => _database = await PostgresDatabase.CreateAsync(postgres.Server);

    public async Task DisposeAsync()
    {
        await _database!.DisposeAsync();
        _file.Delete();
    }

    [SkippableFact]
    public async Task Every_user_arrives_as_it_was_with_all_that_belongs_to_it()
    {
        await FillAsync();

        await CopyAsync();

        await using var file = await _file.OpenAsync();
        var target = (await _database!.OpenAsync()).Store;
        foreach (var user in Users(30).Append(new UserId("odd")))
        {
            var before = await file.Store.LoadAsync(user, CancellationToken.None);
            var after = await target.LoadAsync(user, CancellationToken.None);
            Assert.Equal(before with { Tasks = [], Tombstones = [] }, after with { Tasks = [], Tombstones = [] });
            Assert.Equal<TaskItem>(before.Tasks, after.Tasks);
            Assert.Equal<Tombstone>(before.Tombstones, after.Tombstones);
        }

        var receipt = await target.FindReceiptAsync(Users(30)[6], "key", CancellationToken.None);
        Assert.Equal("print", receipt!.Fingerprint);
        Assert.Contains(
            $"rows in the target: {29 + OddTasks.ByName.Count} tasks, 1 tombstones, 1 receipts, 31 users",
            $"{_output}", StringComparison.Ordinal);
        Assert.Equal(Hashes()[0], Hashes()[1]);
    }

    [SkippableFact]
    public async Task Users_who_were_never_here_begin_where_they_would_have_begun()
    {
        await FillAsync();
        _file.Run("INSERT INTO restores VALUES ('2026-03-01T12:00:00.000000Z', 7000)");

        await CopyAsync();
        await CopyAsync();

        var target = (await _database!.OpenAsync()).Store;
        Assert.Equal(7000, await target.LoadRevAsync(new UserId("new"), CancellationToken.None));
    }

    [SkippableFact]
    public async Task It_can_be_repeated_and_goes_on_where_it_was()
    {
        await FillAsync();
        await CopyAsync();
        await _database!.RunAsync("DELETE FROM tasks WHERE user_key = 'u-user-3'");
        await _database.RunAsync("DELETE FROM users WHERE user_key = 'u-user-3'");

        await CopyAsync();

        Assert.Equal("1", await _database.RunAsync("SELECT count(*) FROM tasks WHERE user_key = 'u-user-3'"));
        Assert.Single(Hashes().Distinct(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_target_that_holds_one_of_the_users_otherwise_is_left_as_it_is()
    {
        await FillAsync();
        var target = await _database!.OpenAsync();
        await target.Store.CommitAsync(First(Users(30)[4], "something else"), CancellationToken.None);
        await target.DisposeAsync();

        var error = await Assert.ThrowsAsync<SetupException>(CopyAsync);

        Assert.Equal(
            "The target already holds 1 of these users, with other data; it was left as it was.", error.Message);
        Assert.Equal("1", await _database.RunAsync("SELECT count(*) FROM users"));
    }

    [SkippableFact]
    public async Task A_row_that_is_not_as_it_was_is_found()
    {
        await FillAsync();
        await (await _database!.OpenAsync()).DisposeAsync();
        // A database that changes what it is given: nothing but reading it again would notice.
        await _database.RunAsync(
            """
            CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN NEW.title := replace(NEW.title, 'milk', 'Milk'); RETURN NEW; END $$
            """);
        await _database.RunAsync(
            "CREATE TRIGGER spoil BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION spoil()");

        var error = await Assert.ThrowsAsync<SetupException>(CopyAsync);

        Assert.EndsWith(
            "users are not in the target as they are in the source.", error.Message, StringComparison.Ordinal);
        Assert.False(Hashes()[0] == Hashes()[1]);
    }

    [SkippableFact]
    public async Task Nobody_may_own_either_storage_meanwhile()
    {
        await FillAsync();
        await using (await _file.OpenAsync())
        {
            Assert.Contains("Another process owns", await WhyNotAsync(), StringComparison.Ordinal);
        }

        await _database!.OpenAsync();
        Assert.Contains("Another process owns", await WhyNotAsync(), StringComparison.Ordinal);
    }

    private async Task<string> WhyNotAsync() => (await Assert.ThrowsAsync<SetupException>(CopyAsync)).Message;

    private async Task CopyAsync()
    {
        await using var output = new StringWriter(_output);
        await new StorageCopy(output, TimeProvider.System, NullLogger.Instance)
            .RunAsync(_file.Options, _database!.Options, CancellationToken.None);
    }

    private string[] Hashes() =>
    [
        .. $"{_output}".Split('\n').Where(line => line.StartsWith("SHA-256", StringComparison.Ordinal))
            .Select(line => line.Split(": ")[1]),
    ];

    private async Task FillAsync()
    {
        await using var file = await _file.OpenAsync();
        foreach (var user in Users(30))
        {
            await file.Store.CommitAsync(First(user), CancellationToken.None);
        }

        var first = Users(30)[0];
        await file.Store.CommitAsync(
            Next(first, await file.Store.LoadAsync(first, CancellationToken.None)) with
            {
                Saved = [],
                Removed = [new TaskId(1)],
                Tombstones = [new Tombstone(new TaskId(1), 2, Noon)],
            },
            CancellationToken.None);
        var seventh = Users(30)[6];
        await file.Store.CommitAsync(
            Next(seventh, await file.Store.LoadAsync(seventh, CancellationToken.None)) with
            {
                Saved = [],
                Rev = 1,
                NextId = 2,
                Receipts = [new Receipt("key", "print", new TaskResult { Rev = 1 }, Noon)],
            },
            CancellationToken.None);
        var odd = OddTasks.ByName.Values.Select((task, index) => task with { Id = new TaskId(index + 1) });
        await file.Store.CommitAsync(
            First(new UserId("odd")) with { NextId = 100, Saved = [.. odd] }, CancellationToken.None);
    }
}
