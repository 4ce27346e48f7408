using TaskActors.Api.CommandLine;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Settings;
using Xunit;

namespace TaskActors.Tests.Watching;

/// <summary>A second process shows what the running server does.</summary>
public sealed class TopTests : IDisposable
{
    private const string Storage = "TASKACTORS_STORAGE=sqlite:data/tasks.db";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_shows_a_second_of_a_server_that_works()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using var client = server.ClientOf("alice");
        using var ending = new CancellationTokenSource();
        var writing = WriteAsync(client, ending.Token);

        var run = await CommandRun.EndAsync(_folder.Path, [Storage], TopCommand.Name, "--once");
        for (var more = 0; more < 5 && IsIdle(run.Output); more++)
        {
            // A machine with much else to do may stand still for the very second that is shown.
            run = await CommandRun.EndAsync(_folder.Path, [Storage], TopCommand.Name, "--once");
        }

        await ending.CancelAsync();
        await writing;
        await server.StopAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches(@"(?m)^requests +[1-9][\d.]* /s +[\d.]+ ms mean", run.Output);
        Assert.Matches(@"(?m)^writes +[1-9][\d.]* /s", run.Output);
        Assert.Matches(@"(?m)^flushes +[1-9][\d.]* /s .* commits each", run.Output);
        Assert.Matches(@"(?m)^actors +1 in memory", run.Output);
        Assert.False(File.Exists(_folder["data/watch.sock"]));
    }

    [Fact]
    public async Task Without_a_server_it_says_so()
    {
        var run = await CommandRun.EndAsync(_folder.Path, [Storage], TopCommand.Name);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("No server can be watched at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_asks_whether_the_server_lives()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        var port = $"PORT={server.BaseAddress.Port}";

        var alive = await CommandRun.EndAsync(_folder.Path, [port], HealthCommand.Name);
        await server.StopAsync();
        var gone = await CommandRun.EndAsync(_folder.Path, [port], HealthCommand.Name);

        Assert.Equal((0, 1), (alive.ExitCode, gone.ExitCode));
        Assert.StartsWith("The server does not answer at http://127.0.0.1:", gone.Errors, StringComparison.Ordinal);
    }

    private static bool IsIdle(string frame) => frame.Split('\n').Any(line =>
        line.StartsWith("writes", StringComparison.Ordinal) && line.Contains(" 0.0 ", StringComparison.Ordinal));

    private static async Task WriteAsync(HttpClient client, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await client.AddAsync("""{"title": "one more"}""");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
