using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using TaskActors.Backups;
using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>Opening: what is made, what is kept, and what is refused in one sentence and left as it is.</summary>
public sealed class SqliteOpeningTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private readonly SqliteFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_was_committed_is_there_after_closing_and_opening_again()
    {
        await using (var first = await _folder.OpenAsync())
        {
            await first.Store.CommitAsync(First(Ada), CancellationToken.None);
        }

        Assert.Equal("tasks.db tasks.db.lock", FileNames());
        await using var second = await _folder.OpenAsync();
        Assert.Equal(TaskOf(1, 1), Assert.Single((await second.Store.LoadAsync(Ada, CancellationToken.None)).Tasks));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_the_process_died()
    {
        await using var first = await _folder.OpenAsync();
        for (var rev = 0; rev < 50; rev++)
        {
            var stored = await first.Store.LoadAsync(Ada, CancellationToken.None);
            await first.Store.CommitAsync(Next(Ada, stored), CancellationToken.None);
        }

        // The files as a death at this moment leaves them: the log is not moved into the database.
        var after = new SqliteFolder();
        File.Copy(_folder.File, after.File);
        File.Copy(_folder.File + "-wal", after.File + "-wal");

        await using (var second = await after.OpenAsync())
        {
            Assert.Equal(50, (await second.Store.LoadAsync(Ada, CancellationToken.None)).Tasks.Length);
        }

        after.Delete();
    }

    [Fact]
    public async Task Every_connection_flushes_its_commits_and_overwrites_what_it_deletes()
    {
        await using var storage = await _folder.OpenAsync();
        var dialect = new SqliteDialect(_folder.File, TimeSpan.FromSeconds(1));

        foreach (var opened in (System.Data.Common.DbConnection[])
            [dialect.OpenForWriting(), await dialect.OpenForReadingAsync(CancellationToken.None)])
        {
            using var connection = (SqliteConnection)opened;
            Assert.Equal("2", SqliteFolder.Run(connection, "PRAGMA synchronous"));
            Assert.Equal("1", SqliteFolder.Run(connection, "PRAGMA secure_delete"));
            Assert.Equal("wal", SqliteFolder.Run(connection, "PRAGMA journal_mode"));
            Assert.Equal("1000", SqliteFolder.Run(connection, "PRAGMA busy_timeout"));
        }
    }

    [Fact]
    public async Task A_connection_to_a_database_without_its_log_is_refused()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _folder.Run("PRAGMA journal_mode = DELETE");

        var error = Assert.Throws<SetupException>(
            () => new SqliteDialect(_folder.File, TimeSpan.FromSeconds(1)).OpenForWriting());

        Assert.Contains("journal_mode", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_folder_and_its_files_are_for_their_owner_only()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes");
        var options = _folder.Options;
        var data = Path.Combine(_folder.Folder, "data");
        options.Location = $"sqlite:{data}/tasks.db";

        await using var storage = await SqliteFolder.OpenAsync(options);
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ownerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        Assert.All(Directory.GetFiles(data), file => Assert.Equal(ownerOnly, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_database()
    {
        await File.WriteAllBytesAsync(_folder.File, []);

        await using var storage = await _folder.OpenAsync();

        Assert.Equal("3", _folder.Run("SELECT max(version) FROM schema_version"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left()
    {
        await File.WriteAllTextAsync(_folder.File, "Dear diary, today I learnt what a database is.");

        await AssertRefusedAsync("is not an SQLite database");
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_left()
    {
        await File.WriteAllBytesAsync(_folder.File, [.. "SQLite format 3\0"u8, .. new byte[4_080]]);

        await AssertRefusedAsync("not an SQLite database");
    }

    [Theory]
    [InlineData("CREATE TABLE todo (id INTEGER)")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE users (id INTEGER)")]
    [InlineData("PRAGMA application_id = 7")]
    [InlineData("PRAGMA user_version = 7")]
    public async Task A_database_of_another_program_is_refused_and_left(string theirs)
    {
        _folder.Run(theirs);

        await AssertRefusedAsync("is a database of another program");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _folder.Run("UPDATE schema_version SET version = 5, least_writer = 4");

        await AssertRefusedAsync("has schema version 5, which a newer program made; this one knows up to 3");
    }

    [Fact]
    public async Task A_newer_schema_that_allows_this_program_is_served_and_keeps_its_version()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _folder.Run("UPDATE schema_version SET version = 5; ALTER TABLE tasks ADD COLUMN colour TEXT");
        var log = new LinesLogger();

        await using var storage = await _folder.OpenAsync(log);
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);

        Assert.Equal("5", _folder.Run("SELECT version FROM schema_version"));
        Assert.Contains(
            $"'{_folder.File}' has schema 5, which a newer program made; this one knows up to 3, and may still write",
            log.Lines, StringComparer.Ordinal);
        Assert.True(DatabaseCheck.Run(_folder.File, TextWriter.Null, CancellationToken.None).IsGood);
    }

    [Fact]
    public async Task A_directory_is_refused()
    {
        Directory.CreateDirectory(_folder.File);

        var whyNot = await _folder.WhyNotAsync();

        Assert.Equal($"The storage location '{_folder.File}' is a directory; name a file in it.", whyNot);
    }

    [Fact]
    public async Task Only_the_last_folder_of_the_way_is_made()
    {
        var options = _folder.Options;
        options.Location = $"sqlite:{_folder.Folder}/not-mounted/data/tasks.db";

        var whyNot = await SqliteFolder.WhyNotAsync(options);

        Assert.Equal(
            $"The folder '{_folder.Folder}/not-mounted', in which 'data' would be made for the storage, "
            + "does not exist.",
            whyNot);
        Assert.Empty(FileNames());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_cannot_be_written_is_refused(bool hasFile)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes");
        Skip.If(Environment.IsPrivilegedProcess, "root may write everywhere");
        if (hasFile)
        {
            await (await _folder.OpenAsync()).DisposeAsync();
        }

        File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var whyNot = await _folder.WhyNotAsync();

        File.SetUnixFileMode(_folder.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        Assert.EndsWith("this program has no right to write there.", whyNot, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_file_system_that_is_not_for_files_is_refused()
    {
        Skip.IfNot(Directory.Exists("/sys/kernel"), "there is no /sys here");
        var options = _folder.Options;
        options.Location = "sqlite:/sys/tasks.db";

        var whyNot = await SqliteFolder.WhyNotAsync(options);

        Assert.Equal("The storage '/sys/tasks.db' cannot be opened: this program has no right to write there.", whyNot);
    }

    [Theory]
    [InlineData("", "No storage location is set")]
    [InlineData("tasks.db", "must be 'sqlite:' and the path of a file")]
    [InlineData("sqlite:", "must be 'sqlite:' and the path of a file")]
    [InlineData("postgres:Password=secret", "The address of PostgreSQL cannot be understood")]
    [InlineData("mysql:Password=secret", "must be 'sqlite:' and the path of a file")]
    public async Task A_location_that_names_no_file_is_refused_without_repeating_it(string location, string sentence)
    {
        var options = _folder.Options;
        options.Location = location;

        var whyNot = await SqliteFolder.WhyNotAsync(options);

        Assert.Contains(sentence, whyNot, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", whyNot, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string because)
    {
        var before = await File.ReadAllBytesAsync(_folder.File);

        var whyNot = await _folder.WhyNotAsync();

        Assert.Contains(because, whyNot, StringComparison.Ordinal);
        Assert.EndsWith("was left as it is.", whyNot, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    private string FileNames() => string.Join(
        ' ', Directory.GetFileSystemEntries(_folder.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
