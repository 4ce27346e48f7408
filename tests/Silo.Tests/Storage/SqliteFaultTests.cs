using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>Storage that fails while it runs: what the callers learn, and that it recovers without a restart.</summary>
public sealed class SqliteFaultTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    private readonly SqliteFolder _folder = new();
    private FailingDialect _dialect = null!;
    private SqlTaskStore _store = null!;

    public async Task InitializeAsync()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _dialect = new FailingDialect(_folder.File);
        _store = Open();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task A_full_disk_is_known_not_to_have_been_written()
    {
        _dialect.PagesLeft = 0;

        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(Big(Ada)));

        Assert.Equal(0, (await LoadAsync(Ada)).Rev);
        _dialect.PagesLeft = null;
        Assert.Null(await OutcomeOfAsync(Big(Ada)));
        Assert.Null(await CheckAsync());
    }

    [Fact]
    public async Task What_still_fits_on_the_disk_is_written_beside_what_does_not()
    {
        _dialect.PagesLeft = 4;
        var small = Users(3).Select(user => OutcomeOfAsync(First(user)));

        var outcomes = await Task.WhenAll([OutcomeOfAsync(Big(Ada)), .. small]);

        Assert.Equal<StorageFailure?>([StorageFailure.Unavailable, null, null, null], outcomes);
    }

    [Fact]
    public async Task A_commit_that_fails_at_COMMIT_has_an_unknown_outcome()
    {
        _dialect.FailsAtCommit = true;

        Assert.Equal(StorageFailure.OutcomeUnknown, await OutcomeOfAsync(First(Ada)));

        _dialect.FailsAtCommit = false;
        Assert.Null(await OutcomeOfAsync(First(Ada)));
        Assert.Equal(2, _dialect.Opened);
    }

    [Fact]
    public async Task A_transaction_that_is_still_open_after_COMMIT_is_certainly_unwritten()
    {
        using var connection = (Microsoft.Data.Sqlite.SqliteConnection)_dialect.OpenForWriting();
        var busy = new Microsoft.Data.Sqlite.SqliteException("busy", SQLitePCL.raw.SQLITE_BUSY);
        var flush = new Microsoft.Data.Sqlite.SqliteException("flush", SQLitePCL.raw.SQLITE_IOERR);
        SqliteFolder.Run(connection, "BEGIN IMMEDIATE");

        Assert.True(_dialect.IsUnwritten(connection, busy));
        Assert.False(_dialect.IsUnwritten(connection, flush));
        Assert.False(_dialect.IsUnwritten(connection, new InvalidOperationException("no answer of the database's")));
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_is_waited_for_and_then_reported()
    {
        using (var other = _folder.Connect())
        {
            SqliteFolder.Run(other, "BEGIN IMMEDIATE");
            Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Ada)));
            Assert.NotNull(await CheckAsync());
            Assert.Equal(0, (await LoadAsync(Ada)).Rev);
        }

        // A node that is not ready is not asked to write: the check finds out by itself.
        Assert.Null(await CheckAsync());
        Assert.Null(await OutcomeOfAsync(First(Ada)));
    }

    [Fact]
    public async Task A_file_that_is_gone_takes_no_commits_and_is_not_made_anew()
    {
        await _store.CommitAsync(First(Ada), CancellationToken.None);
        var away = _folder.File + ".away";
        File.Move(_folder.File, away);

        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Bob)));
        var load = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(Ada));
        Assert.Equal(StorageFailure.Unavailable, load.Failure);
        Assert.NotNull(await CheckAsync());
        Assert.False(File.Exists(_folder.File));

        File.Move(away, _folder.File);
        Assert.Null(await CheckAsync());
        Assert.Null(await OutcomeOfAsync(First(Bob)));
        Assert.Equal(1, (await LoadAsync(Ada)).Rev);
    }

    [Fact]
    public async Task Another_file_in_its_place_is_not_written()
    {
        await _store.CommitAsync(First(Ada), CancellationToken.None);
        File.Move(_folder.File, _folder.File + ".away");
        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Bob)));
        var others = new SqliteFolder();
        others.Run("CREATE TABLE todo (id INTEGER)");
        File.Copy(others.File, _folder.File);
        others.Delete();

        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(First(Bob)));
        Assert.NotNull(await CheckAsync());
    }

    [Fact]
    public async Task Damage_is_unreadable_and_not_merely_unavailable()
    {
        await _store.CommitAsync(Big(Ada), CancellationToken.None);
        await _store.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(_folder.File);
        Array.Fill(bytes, (byte)0xFF, 3 * 4_096, bytes.Length - (3 * 4_096));
        await File.WriteAllBytesAsync(_folder.File, bytes);
        _store = Open();

        var error = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(Ada));

        Assert.Equal(StorageFailure.Unreadable, error.Failure);
    }

    private SqlTaskStore Open() => new(_dialect, _folder.Options, TimeProvider.System, NullLogger.Instance);

    /// <summary>A commit of a few hundred kilobytes.</summary>
    private static TaskCommit Big(UserId user) => First(user) with
    {
        NextId = 101,
        Saved = [.. Enumerable.Range(1, 100).Select(id => TaskOf(id, 1) with { Description = new string('x', 4_000) })],
    };

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
