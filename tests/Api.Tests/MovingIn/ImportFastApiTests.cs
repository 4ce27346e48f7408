using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;
using TaskActors.MovingIn;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Settings;
using Xunit;

namespace TaskActors.Tests.MovingIn;

/// <summary>The built executable moves users in, and then serves them.</summary>
public sealed class ImportFastApiTests : IDisposable
{
    private const string Storage = "TASKACTORS_STORAGE=sqlite:data/tasks.db";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_server_then_serves_the_tasks_with_their_ids()
    {
        MakeSource();

        var run = await MoveAsync("--from", "sqlite:///app.db");
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using var client = server.ClientOf("alice");
        using var tasks = JsonDocument.Parse(await client.GetStringAsync("/api/alice/tasks"));
        using var made = await client.PostAsync("/api/alice/tasks", new StringContent(
            """{"title": "New"}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("moved in: 2 users with 3 tasks", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            [(11, "Buy milk", "2026-01-02T03:04:05.123456Z"), (13, "Zahnarzt", "2026-01-05T08:00:00Z")],
            tasks.RootElement.EnumerateArray().Select(task => (
                task.GetProperty("id").GetInt32(), task.GetProperty("title").GetString()!,
                task.GetProperty("created_at").GetString()!)));
        Assert.EndsWith("/14", made.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_server_is_refused_with_a_sentence()
    {
        MakeSource();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });

        var run = await MoveAsync("--from", "app.db");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Another process owns ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_does_not_even_make_the_file()
    {
        MakeSource();

        var run = await MoveAsync("--from", "app.db", "--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("would move in: 2 users with 3 tasks", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task Users_who_stay_behind_make_exit_code_2()
    {
        MakeSource();
        await MoveAsync("--from", "app.db");
        ChangeSource("UPDATE task SET title = 'Another' WHERE id = 12");

        var run = await MoveAsync("--from", "app.db");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("user 'bob' is not moved in: is here already, with 1 tasks at revision 1", run.Errors.Trim());
        Assert.Contains("moved in earlier: 1 users; not moved in: 1 users", run.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Interrupted_it_goes_on_where_it_was(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        const int users = 10_000;
        MakeSource();
        ChangeSource(
            $"""
            WITH RECURSIVE n(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < {users + 97})
            INSERT INTO task SELECT n, 'user ' || n, 'Buy milk', NULL, 0, '2026-01-02', '2026-01-02' FROM n
            """);

        using var running = CommandRun.Start(
            _folder.Path, [Storage], ImportFastApiCommand.Name, "--from", "app.db");
        while (await running.StandardOutput.ReadLineAsync() is { } line
            && !line.Contains("users so far", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("moved in:", line, StringComparison.Ordinal);
        }

        Assert.True(await Programs.RunAsync("kill", $"-{signal}", $"{running.Id}"));
        var errors = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        var again = await MoveAsync("--from", "app.db");

        Assert.NotEqual(0, running.ExitCode);
        Assert.Equal(
            signal == "TERM" ? "Interrupted: what was moved in stays; run it again to go on." : "", errors.Trim());
        Assert.Equal((0, ""), (again.ExitCode, again.Errors));
        var counts = Regex.Match(
            again.Output, @"moved in: (?<moved>\d+) users .* moved in earlier: (?<earlier>\d+) users",
            RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var (moved, earlier) = (NumberIn(counts.Groups["moved"]), NumberIn(counts.Groups["earlier"]));
        Assert.True(moved > 0 && earlier > 0, again.Output);
        Assert.Equal(users, moved + earlier);
    }

    [Theory]
    [InlineData("postgresql://u:hushhush@127.0.0.1:1/app", "--from")]
    [InlineData("postgresql://u:hushhush@no-such-host.invalid/app", "--from")]
    [InlineData("postgresql://u:hushhush@127.0.0.1:1/app", "--from", "app.db", "--bogus=hushhush")]
    public async Task A_failure_is_a_sentence_without_the_password(string url, params string[] before)
    {
        MakeSource();

        var run = await MoveAsync([.. before, url]);

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("hushhush", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_flag_and_the_settings_that_count()
    {
        var run = await CommandRun.EndAsync(_folder.Path, [], ImportFastApiCommand.Name, "--help");

        Assert.All(
            SourceFields.All.Select(field => $"--{field.Name} <column>")
                .Concat(["--from", "--table", "--dry-run", "--fix", "TASKACTORS_STORAGE", "TASKACTORS_TASKS_MAX"]),
            word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(SettingsCatalogue.Secret.Name, run.Output, StringComparison.Ordinal);
    }

    private static int NumberIn(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private Task<CommandRun> MoveAsync(params string[] arguments) =>
        CommandRun.EndAsync(_folder.Path, [Storage], [ImportFastApiCommand.Name, .. arguments]);

    private void MakeSource() => ChangeSource(
        """
        CREATE TABLE task (id INTEGER NOT NULL, user_id VARCHAR NOT NULL, title VARCHAR(200) NOT NULL,
          description VARCHAR, completed BOOLEAN NOT NULL, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
          PRIMARY KEY (id));
        INSERT INTO task VALUES
          (11, 'alice', 'Buy milk', NULL, 0, '2026-01-02 03:04:05.123456', '2026-01-02 03:04:05.123456'),
          (12, 'bob', 'Call', NULL, 1, '2026-01-03 00:00:00.000000', '2026-01-03 00:00:00.000000'),
          (13, 'alice', 'Zahnarzt', NULL, 1, '2026-01-05 08:00:00.000000', '2026-01-06 09:30:00.000000')
        """);

    private void ChangeSource(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["app.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
