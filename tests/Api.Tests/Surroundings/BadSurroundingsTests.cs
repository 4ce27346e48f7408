using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Surroundings;

/// <summary>
/// The built executable where it cannot serve: one clear sentence, an exit code that is not zero, and every file as it
/// was before.
/// </summary>
public sealed class BadSurroundingsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private ApiSetup Setup => new() { Folder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_folder_that_cannot_be_written()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the folder that nobody may write is Linux's /sys");

        var setup = Setup with { Environment = ["TASKACTORS_STORAGE=sqlite:/sys/tasks.db"] };

        await AssertEndsAsync(setup, "The storage '/sys/tasks.db' cannot be opened: ");
    }

    [Fact]
    public Task A_folder_that_is_not_there() => AssertEndsAsync(
        Setup with { Environment = [$"TASKACTORS_STORAGE=sqlite:{_folder["not/there/tasks.db"]}"] },
        $"The folder '{_folder["not"]}', in which 'there' would be made for the storage, does not exist.");

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        await File.WriteAllTextAsync(_folder["letter.txt"], "Dear Ada, this is no database but a letter.");

        await AssertEndsAsync(
            Setup with { Environment = ["TASKACTORS_STORAGE=sqlite:letter.txt"] },
            $"'{_folder["letter.txt"]}' is not an SQLite database; it was left as it is.");
    }

    [Fact]
    public async Task A_database_of_another_program()
    {
        Run("CREATE TABLE photos (name TEXT); INSERT INTO photos VALUES ('beach.jpg')");

        await AssertEndsAsync(Setup, $"'{Setup.DatabaseFile}' is a database of another program; it was left as it is.");
    }

    [Fact]
    public async Task A_database_of_a_newer_program()
    {
        await using (var server = await ApiProcess.StartAsync(Setup))
        {
            Assert.Equal(0, await server.StopAsync());
        }

        Run("UPDATE schema_version SET version = 4711, least_writer = 4711");

        await AssertEndsAsync(
            Setup, $"'{Setup.DatabaseFile}' has schema version 4711, which a newer program made; this one knows up to");
    }

    [SkippableFact]
    public async Task A_full_disk()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["data"]);
        Skip.If(disk is null, "mounting a small disk takes root on Linux");
        disk.Fill();

        await AssertEndsAsync(Setup, $"The storage '{Setup.DatabaseFile}' cannot be opened: the disk is full.");
    }

    [Fact]
    public async Task A_database_that_another_process_owns_is_waited_for_and_taken_over()
    {
        await using var first = await ApiProcess.StartAsync(Setup);
        using var second = Setup.Start();
        try
        {
            var waiting = await LineWithAsync(second, "Another process owns");
            await first.StopAsync();
            var listening = await LineWithAsync(second, "listens on");

            var sentence = $"owns {Setup.DatabaseFile}; waiting up to 30 s for it to stop";
            Assert.EndsWith(sentence, waiting, StringComparison.Ordinal);
            Assert.StartsWith("TaskActors ", listening, StringComparison.Ordinal);
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync();
        }
    }

    [SkippableFact]
    public async Task A_database_that_another_process_keeps()
    {
        Skip.IfNot(LongRuns.AreWanted, "waiting for it takes 30 s: TASKACTORS_LONG=1 does so");
        await using var first = await ApiProcess.StartAsync(Setup);
        using var second = Setup.Start();

        var errors = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();

        Assert.Equal(1, second.ExitCode);
        Assert.Equal(
            $"Another process owns '{Setup.DatabaseFile}' and did not let it go within 30 s.", errors.Trim());
    }

    private async Task AssertEndsAsync(ApiSetup setup, string beginning)
    {
        var before = Contents();
        using var patience = new CancellationTokenSource(Patience);
        using var process = setup.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);

            Assert.Equal(1, process.ExitCode);
            Assert.Equal("", await output);
            Assert.StartsWith(beginning, errors, StringComparison.Ordinal);
            Assert.Single(errors.Trim().Split('\n'));
            Assert.Equal(before, Contents());
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>
    /// Every file that has content, with a hash of it, but for the index that SQLite makes to read another one.
    /// </summary>
    private Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(file).Length > 0)
            .ToDictionary(
                file => file,
                file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))),
                StringComparer.Ordinal);

    private void Run(string sql)
    {
        Directory.CreateDirectory(_folder["data"]);
        using var connection = new SqliteConnection($"Data Source={Setup.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<string> LineWithAsync(System.Diagnostics.Process process, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line.Trim();
            }
        }

        throw new InvalidOperationException($"It ended without saying '{text}'.");
    }
}
