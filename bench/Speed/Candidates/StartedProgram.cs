using System.Collections.Concurrent;
using System.Diagnostics;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A peer's program, on a free loopback port; it is ended with all that it started, by their ids.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private StartedProgram(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Starts it and waits until it answers anything.</summary>
    public static async Task<StartedProgram> StartAsync(
        string folder, int port, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var program = new StartedProgram(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        program.Listen();
        try
        {
            await program.WaitForAnswerAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    private async Task WaitForAnswerAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                (await client.GetAsync("/api/nobody/tasks")).Dispose();
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited && watch.Elapsed < Patience)
            {
                await Task.Delay(Pause);
            }
            catch (HttpRequestException error)
            {
                throw new InvalidOperationException($"It does not answer:\n{string.Join('\n', _lines)}", error);
            }
        }
    }
}
