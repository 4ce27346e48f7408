using System.CommandLine;
using TaskActors.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>Runs the server from the first check to the last answer, and says so.</summary>
internal static class Server
{
    public static async Task RunAsync(
        SettingValues values, InvocationConfiguration console, CancellationToken cancellation)
    {
        var gate = new StartGate();
        await using var app = Program.Build(values, gate);
        await app.StartAsync(cancellation);
        gate.Open();
        foreach (var line in StartLines.Of(app))
        {
            await console.Output.WriteLineAsync(line);
        }

        foreach (var line in StartLines.WarningsOf(app))
        {
            await console.Error.WriteLineAsync(line);
        }

        await console.Output.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
    }
}
