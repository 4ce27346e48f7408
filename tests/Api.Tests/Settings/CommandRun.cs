using System.Diagnostics;
using TaskActors.Api.Settings;

namespace TaskActors.Tests.Settings;

/// <summary>What a run of the built executable said, and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Against what hangs, not what is slow: whatever else is tested meanwhile takes its share.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "TaskActors.Api.dll");

    /// <summary>Runs it to its end in a folder, with these variables (NAME=value) and no others of ours.</summary>
    public static async Task<CommandRun> EndAsync(string folder, string[] environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new CommandRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public static Process Start(string folder, string[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in SettingsCatalogue.All.Select(setting => setting.Name).Append("DOTNET_ENVIRONMENT"))
        {
            start.Environment.Remove(name);
        }

        foreach (var pair in environment.Select(line => line.Split('=', 2)))
        {
            start.Environment[pair[0]] = pair[1];
        }

        return Process.Start(start)!;
    }
}
