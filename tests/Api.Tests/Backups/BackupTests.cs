using System.Globalization;
using Microsoft.Data.Sqlite;
using TaskActors.Api.CommandLine;
using TaskActors.Backups;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Settings;
using Xunit;

namespace TaskActors.Tests.Backups;

/// <summary>The built executable backs up beside a server that is written to, and brings the backup back.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Storage = "TASKACTORS_STORAGE=sqlite:data/tasks.db";
    private const int Writers = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_under_load_is_one_moment_and_has_all_that_was_acknowledged_before()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        await FillAsync(server);
        using var ending = new CancellationTokenSource();
        var acknowledged = new int[Writers];
        var writers = Enumerable.Range(0, Writers)
            .Select(number => WriteAsync(server, number, acknowledged, ending.Token)).ToArray();
        while (acknowledged.Any(count => count < 3))
        {
            await Task.Delay(10);
        }

        var before = acknowledged.ToArray();
        var run = await RunAsync(BackupCommand.Name, "a.backup");
        var after = acknowledged.ToArray();
        await ending.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("copied 100 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is wrong", run.Output, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, Writers), number =>
        {
            // Each revision of a writer makes one task: rows of another moment would disagree with the revision.
            var rev = Ask($"SELECT rev FROM users WHERE user_key = 'u-writer-{number}'");
            Assert.Equal(rev, Ask($"SELECT count(*) FROM tasks WHERE user_key = 'u-writer-{number}'"));
            Assert.True(int.Parse(rev!, CultureInfo.InvariantCulture) >= before[number]);
            Assert.True(after[number] > before[number], "The server did not go on meanwhile.");
        });
    }

    [Fact]
    public async Task After_a_restore_a_client_is_told_to_sync_anew_and_no_number_comes_twice()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using (var client = server.ClientOf("alice"))
        {
            await client.AddAsync("""{"title": "kept"}""");
            Assert.Equal(0, (await RunAsync(BackupCommand.Name, "a.backup")).ExitCode);
            await client.AddAsync("""{"title": "lost"}""");
        }

        var whileRunning = await RunAsync(RestoreCommand.Name, "a.backup");
        await server.StopAsync();
        var overwriting = await RunAsync(RestoreCommand.Name, "a.backup");
        File.Move(server.Setup.DatabaseFile, _folder["old.db"]);
        var run = await RunAsync(RestoreCommand.Name, "a.backup");
        await server.StartAsync();
        using var later = server.ClientOf("alice");
        var changes = await later.GetJsonAsync("/api/tasks/changes?since=2");
        var made = await later.SendAsync("POST", "/api/tasks", """{"title": "new"}""");

        Assert.Equal(1, whileRunning.ExitCode);
        Assert.StartsWith("Another process owns ", whileRunning.Errors, StringComparison.Ordinal);
        Assert.Equal(1, overwriting.ExitCode);
        Assert.Contains("is there already, and nothing is overwritten", overwriting.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.True(changes.GetProperty("reset").GetBoolean());
        Assert.Equal(["kept"], HttpTalk.Titles(changes.GetProperty("tasks")).ToArray());
        Assert.Equal(DatabaseFence.RaiseDefault + 1, changes.Number("rev"));
        Assert.EndsWith(
            $"/api/tasks/{DatabaseFence.RaiseDefault + 2}", made.Header("Location"), StringComparison.Ordinal);
        Assert.Equal($"\"r{DatabaseFence.RaiseDefault + 2}\"", made.Header("ETag"));
    }

    [Fact]
    public async Task After_a_fence_a_client_is_told_to_sync_anew_and_no_number_comes_twice()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using (var client = server.ClientOf("alice"))
        {
            await client.AddAsync("""{"title": "kept"}""");
        }

        var whileRunning = await RunAsync(FenceCommand.Name);
        await server.StopAsync();
        var run = await RunAsync(FenceCommand.Name, "--raise", "2000000000");
        await server.StartAsync();
        using var later = server.ClientOf("alice");
        using var unknown = server.ClientOf("bob");
        var changes = await later.GetJsonAsync("/api/tasks/changes?since=1");
        var made = await unknown.SendAsync("POST", "/api/tasks", """{"title": "new"}""");

        Assert.Equal(1, whileRunning.ExitCode);
        Assert.StartsWith("Another process owns ", whileRunning.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.EndsWith(
            "(1 users; revisions and ids raised by 2000000000)", run.Output.Trim(), StringComparison.Ordinal);
        Assert.True(changes.GetProperty("reset").GetBoolean());
        Assert.Equal(2_000_000_001, changes.Number("rev"));
        Assert.Equal("\"r2000000001\"", made.Header("ETag"));
    }

    [Fact]
    public async Task Check_says_what_is_wrong_and_a_backup_of_it_is_none()
    {
        await using (var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path }))
        {
            using var client = server.ClientOf("alice");
            await client.AddAsync("""{"title": "a"}""");
            Assert.Equal(0, (await RunAsync(CheckCommand.Name)).ExitCode);
            await server.StopAsync();
        }

        Change("UPDATE tasks SET rev = 7");

        var check = await RunAsync(CheckCommand.Name);
        var backup = await RunAsync(BackupCommand.Name, "a.backup");
        var restore = await CommandRun.EndAsync(
            _folder.Path, ["TASKACTORS_STORAGE=sqlite:other.db"], RestoreCommand.Name, "a.backup.damaged");

        Assert.Equal((2, 2, 2), (check.ExitCode, backup.ExitCode, restore.ExitCode));
        Assert.Contains(
            "wrong: User u-alice has task 1 at rev 7, which was never reached.", check.Output,
            StringComparison.Ordinal);
        Assert.Contains("1 things are wrong", backup.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["a.backup"]));
        Assert.Contains("not restored, because of what is wrong", restore.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["other.db"]));
    }

    [Theory]
    [InlineData("There is no database at ", BackupCommand.Name, "a.backup")]
    [InlineData("There is no database at ", CheckCommand.Name)]
    [InlineData("There is no database at ", RestoreCommand.Name, "a.backup")]
    [InlineData("There is no database at ", FenceCommand.Name)]
    [InlineData("--raise must be from 1000000000 to 9007199254740992.", RestoreCommand.Name, "x", "--raise", "7")]
    public async Task What_cannot_be_done_is_a_sentence_and_exit_code_1(string sentence, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(sentence, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing()
    {
        await File.WriteAllTextAsync(_folder["a.backup"], "mine");

        var run = await RunAsync(BackupCommand.Name, "a.backup");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is there already; a backup overwrites nothing.", run.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["a.backup"]));
    }

    [Theory]
    [InlineData(BackupCommand.Name, "<file>", "Exit code 0:", "TASKACTORS_STORAGE")]
    [InlineData(RestoreCommand.Name, "<file>", "--raise <number>", "--accept-damage", "Exit code")]
    [InlineData(FenceCommand.Name, "--raise <number>", "Exit code", "TASKACTORS_STORAGE")]
    [InlineData(CheckCommand.Name, "<file>", "Exit code", "TASKACTORS_STORAGE")]
    public async Task Help_names_every_option_and_the_settings_that_count(string command, params string[] words)
    {
        var run = await RunAsync(command, "--help");

        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("BETTER_AUTH_SECRET", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Enough that copying takes more than one step.</summary>
    private static async Task FillAsync(ApiProcess server)
    {
        var description = new string('x', 3_900);
        var file = System.Text.Json.JsonSerializer.Serialize(
            Enumerable.Range(0, 2_000).Select(number => new { title = $"{number}", description }));
        for (var part = 0; part < 2; part++)
        {
            using var other = server.ClientOf($"reader-{part}");
            (await other.SendAsync("POST", "/api/tasks/import", file)).EnsureSuccessStatusCode();
        }
    }

    private static async Task WriteAsync(
        ApiProcess server, int number, int[] acknowledged, CancellationToken ending)
    {
        using var client = server.ClientOf($"writer-{number}");
        while (!ending.IsCancellationRequested)
        {
            await client.AddAsync("""{"title": "one more"}""");
            Interlocked.Increment(ref acknowledged[number]);
        }
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.EndAsync(_folder.Path, [Storage], arguments);

    private string? Ask(string sql) => Query("a.backup", sql);

    private void Change(string sql) => Query(Path.Combine("data", "tasks.db"), sql);

    private string? Query(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder[file]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
