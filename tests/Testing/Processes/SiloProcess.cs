using System.Diagnostics;

namespace TaskActors.Testing.Processes;

/// <summary>The built silo, running as a process of its own behind front doors.</summary>
public sealed class SiloProcess(string folder, IReadOnlyList<string> environment) : ILosableProcess, IAsyncDisposable
{
    private static readonly string[] Ports = ["TASKACTORS_SILO_PORT", "TASKACTORS_GATEWAY_PORT"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Process? _process;
    private Task<string>? _errors;

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts it, and waits until it says that its actors are there.</summary>
    public Task StartAsync() => FreePorts.StartAsync(StartOnceAsync);

    private async Task StartOnceAsync()
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "TaskActors.Silo.dll");
        var start = new ProcessStartInfo("dotnet", [executable])
        {
            WorkingDirectory = folder, UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var pair in environment.Concat(Ports.Select(FreePorts.Setting)).Select(pair => pair.Split('=', 2)))
        {
            start.Environment[pair[0]] = pair[1];
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                // Read on, or the silo would wait for somebody to take what it says.
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException("The silo ended:\n" + await _errors);
    }

    public Task Kill9Async() => EndAsync("-KILL");

    public async Task<int> StopAsync()
    {
        await EndAsync("-TERM");
        return _process!.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private async Task EndAsync(string signal)
    {
        await Programs.RunAsync("kill", signal, $"{Id}");
        using var patience = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(patience.Token);
    }
}
