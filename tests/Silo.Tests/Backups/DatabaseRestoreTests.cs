using TaskActors.Backups;
using TaskActors.Storage;
using TaskActors.Tests.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Backups;

/// <summary>A restored database: what was in the backup, under numbers that nobody has seen.</summary>
public sealed class DatabaseRestoreTests : IAsyncLifetime
{
    private const long Raise = DatabaseFence.RaiseDefault;

    private static readonly UserId Ada = new("ada");
    private static readonly UserId Unknown = new("unknown to the backup");

    private readonly SqliteFolder _source = new();
    private readonly SqliteFolder _target = new();

    private string Backup => Path.Combine(_source.Folder, "a.backup");

    public async Task InitializeAsync()
    {
        await using var storage = await _source.OpenAsync();
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);
        var next = Next(Ada, await storage.Store.LoadAsync(Ada, CancellationToken.None)) with
        {
            Removed = [new TaskId(1)],
            Tombstones = [new Tombstone(new TaskId(1), 2, Noon)],
        };
        await storage.Store.CommitAsync(next, CancellationToken.None);
        Assert.True(DatabaseBackup.Run(_source.File, Backup, TextWriter.Null, CancellationToken.None).IsGood);
    }

    public Task DisposeAsync()
    {
        _source.Delete();
        _target.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Rows_are_those_of_the_backup_and_numbers_are_above_all_that_were_seen()
    {
        await RestoreAsync(Backup);

        await using var storage = await _target.OpenAsync();
        var ada = await storage.Store.LoadAsync(Ada, CancellationToken.None);
        Assert.Equal((2 + Raise, 3 + Raise, Raise), (ada.Rev, ada.NextId, ada.Floor));
        Assert.Equal<TaskItem>([TaskOf(2, 2, "Buy bread")], ada.Tasks);
        Assert.Equal(2 + Raise, Assert.Single(ada.Tombstones).Rev);
    }

    [Fact]
    public async Task A_user_whom_the_backup_did_not_know_begins_above_as_well()
    {
        await RestoreAsync(Backup);

        await using var storage = await _target.OpenAsync();
        var before = await storage.Store.LoadAsync(Unknown, CancellationToken.None);
        await storage.Store.CommitAsync(Next(Unknown, before), CancellationToken.None);
        var after = await storage.Store.LoadAsync(Unknown, CancellationToken.None);
        var again = await Assert.ThrowsAsync<StorageException>(
            () => storage.Store.CommitAsync(Next(Unknown, before), CancellationToken.None));

        Assert.True(before.IsNew);
        Assert.Equal((Raise, Raise + 1, Raise), (before.Rev, before.NextId, before.Floor));
        Assert.Equal((Raise + 1, Raise + 2, Raise), (after.Rev, after.NextId, after.Floor));
        Assert.Equal(StorageFailure.Conflict, again.Failure);
    }

    [Fact]
    public async Task Restoring_a_backup_of_what_was_restored_raises_once_more()
    {
        await RestoreAsync(Backup);
        var second = Path.Combine(_source.Folder, "second.backup");
        DatabaseBackup.Run(_target.File, second, TextWriter.Null, CancellationToken.None);
        File.Delete(_target.File);

        await RestoreAsync(second);

        await using var storage = await _target.OpenAsync();
        Assert.Equal(2 + (2 * Raise), (await storage.Store.LoadAsync(Ada, CancellationToken.None)).Rev);
        Assert.Equal(2 * Raise, (await storage.Store.LoadAsync(Unknown, CancellationToken.None)).Rev);
    }

    [Fact]
    public async Task Restored_files_are_whole_and_for_their_owner_only()
    {
        await RestoreAsync(Backup);

        Assert.Equal("tasks.db tasks.db.lock", TargetNames());
        Assert.True(DatabaseCheck.Run(_target.File, TextWriter.Null, CancellationToken.None).IsGood);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_target.File));
        }
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten()
    {
        await File.WriteAllTextAsync(_target.File, "mine");

        var error = await Assert.ThrowsAsync<SetupException>(() => RestoreAsync(Backup));

        Assert.Contains("is there already, and nothing is overwritten", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_target.File));
    }

    [Fact]
    public async Task A_damaged_backup_is_restored_only_on_purpose()
    {
        SqliteFolder.Run(Connect(Backup), "UPDATE tasks SET priority = 'urgent'");

        var refused = await RestoreAsync(Backup);
        var leftBehind = TargetNames();
        var accepted = await RestoreAsync(Backup, acceptsDamage: true);

        Assert.Equal(1, refused.Findings);
        Assert.Equal("tasks.db.lock", leftBehind);
        Assert.Equal(1, accepted.Findings);
        Assert.True(File.Exists(_target.File));
    }

    [Fact]
    public async Task Numbers_that_a_browser_could_not_read_are_refused()
    {
        SqliteFolder.Run(Connect(Backup), $"UPDATE users SET next_id = {DatabaseFence.NumberMax - Raise + 1}");

        var error = await Assert.ThrowsAsync<SetupException>(() => RestoreAsync(Backup));

        Assert.Contains("not every client can read", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_target.File));
    }

    [Fact]
    public async Task An_interrupted_restore_leaves_nothing()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RestoreAsync(Backup, false, stopped.Token));

        Assert.Equal("tasks.db.lock", TargetNames());
    }

    private Task<CheckReport> RestoreAsync(
        string backup, bool acceptsDamage = false, CancellationToken cancellation = default) =>
        new DatabaseRestore(TimeProvider.System).RunAsync(
            new RestoreFiles(backup, _target.File), Raise, acceptsDamage, TextWriter.Null, cancellation);

    private string TargetNames() => string.Join(
        ' ', Directory.GetFiles(_target.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static Microsoft.Data.Sqlite.SqliteConnection Connect(string path)
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
