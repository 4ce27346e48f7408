using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Backups;
using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Backups;

/// <summary>A fenced storage: the rows of before, under numbers that nobody has seen.</summary>
public abstract class FenceConformance : IAsyncLifetime
{
    private const long Raise = DatabaseFence.RaiseDefault;

    private static readonly UserId Ada = new("ada");
    private static readonly UserId Unknown = new("unknown to the backup");

    private protected abstract StorageOptions Options { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    private protected abstract Task<string?> AskAsync(string sql);

    [SkippableFact]
    public async Task Every_number_is_raised_and_new_users_begin_above()
    {
        await FillAsync();

        Assert.Equal(1, await FenceAsync());

        await using var storage = await OpenAsync();
        var ada = await storage.Store.LoadAsync(Ada, CancellationToken.None);
        Assert.Equal((2 + Raise, 3 + Raise, Raise), (ada.Rev, ada.NextId, ada.Floor));
        Assert.Equal<TaskItem>([TaskOf(2, 2, "Buy bread")], ada.Tasks);
        Assert.Equal(2 + Raise, Assert.Single(ada.Tombstones).Rev);
        var unknown = await storage.Store.LoadAsync(Unknown, CancellationToken.None);
        Assert.Equal((Raise, Raise + 1, Raise), (unknown.Rev, unknown.NextId, unknown.Floor));
        await storage.Store.CommitAsync(Next(Unknown, unknown), CancellationToken.None);
        await storage.Store.CommitAsync(Next(Ada, ada), CancellationToken.None);
    }

    [SkippableFact]
    public async Task Fencing_twice_raises_twice()
    {
        await FillAsync();
        await FenceAsync();

        await FenceAsync();

        await using var storage = await OpenAsync();
        Assert.Equal(2 + (2 * Raise), await storage.Store.LoadRevAsync(Ada, CancellationToken.None));
        Assert.Equal(2 * Raise, await storage.Store.LoadRevAsync(Unknown, CancellationToken.None));
    }

    [SkippableFact]
    public async Task While_a_process_owns_the_data_nothing_is_raised()
    {
        await FillAsync();
        await using var owner = await OpenAsync();

        var error = await Assert.ThrowsAsync<SetupException>(() => FenceAsync());

        Assert.StartsWith("Another process owns ", error.Message, StringComparison.Ordinal);
        Assert.Equal("2", await AskAsync("SELECT rev FROM users"));
    }

    [SkippableTheory]
    [InlineData("UPDATE users SET next_id = 9007199254740000")]
    [InlineData("INSERT INTO restores VALUES ('', 9007199254740000)")]
    public async Task Numbers_that_a_browser_could_not_read_are_refused(string sql)
    {
        await FillAsync();
        await AskAsync(sql);

        var error = await Assert.ThrowsAsync<SetupException>(() => FenceAsync());

        Assert.Contains("not every client can read; nothing was raised", error.Message, StringComparison.Ordinal);
        Assert.Equal("2", await AskAsync("SELECT rev FROM users"));
    }

    private async Task FillAsync()
    {
        await using var storage = await OpenAsync();
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);
        var next = Next(Ada, await storage.Store.LoadAsync(Ada, CancellationToken.None)) with
        {
            Removed = [new TaskId(1)],
            Tombstones = [new Tombstone(new TaskId(1), 2, Noon)],
        };
        await storage.Store.CommitAsync(next, CancellationToken.None);
    }

    private Task<ITaskStorage> OpenAsync() => ITaskStorage.OpenAsync(
        Options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    private Task<long> FenceAsync() =>
        new DatabaseFence(TimeProvider.System, NullLogger.Instance).RunAsync(Options, Raise, CancellationToken.None);
}
