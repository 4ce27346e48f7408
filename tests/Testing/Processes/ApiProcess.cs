using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using TaskActors.Testing.Tokens;

namespace TaskActors.Testing.Processes;

/// <summary>
/// The built executable, running: it answers on a real socket, can be killed and started again on the same data, and is
/// ended by its process id whatever happens.
/// </summary>
public sealed partial class ApiProcess : ILosableProcess, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TokenMint _mint = new(ApiSetup.Secret);
    private Process? _process;

    private ApiProcess(ApiSetup setup) => Setup = setup;

    /// <summary>May be another one for the next start.</summary>
    public ApiSetup Setup { get; set; }

    /// <summary>Another one after each start.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>All that it wrote since the first start.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a server, and waits until it answers.</summary>
    public static async Task<ApiProcess> StartAsync(ApiSetup setup)
    {
        var server = new ApiProcess(setup);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after it has ended, on the same folder.</summary>
    public Task StartAsync() => Setup.Ports.Count > 0 ? FreePorts.StartAsync(StartOnceAsync) : StartOnceAsync();

    private async Task StartOnceAsync()
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Setup.Start();
        _process?.Dispose();
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data, address);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, address);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            // Its end is awaited with all that it wrote.
            await Task.WhenAny(address.Task, process.WaitForExitAsync()).WaitAsync(Patience);
            BaseAddress = address.Task.IsCompleted
                ? await address.Task : throw new InvalidOperationException("It ended:\n" + Output);
            await BecomeReadyAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task Kill9Async()
    {
        _process!.Kill();
        await WaitForEndAsync();
    }

    public async Task<int> StopAsync()
    {
        await Programs.RunAsync("kill", "-TERM", $"{Id}");
        await WaitForEndAsync();
        return _process!.ExitCode;
    }

    /// <summary>Speaks for nobody, to the server as it runs now.</summary>
    public HttpClient NewClient() => new() { BaseAddress = BaseAddress, Timeout = Patience };

    /// <summary>Speaks for this user, to the server as it runs now.</summary>
    public HttpClient ClientOf(string user)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(user));
        return client;
    }

    public string TokenOf(string user) => _mint.SignPayload($"{TokenPayload.Of(user, TimeProvider.System)}");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>A loaded machine may take more than one question to answer in time.</summary>
    private async Task BecomeReadyAsync()
    {
        using var client = NewClient();
        for (var tries = 0; ; tries++)
        {
            var (isReady, report) = await AskAsync(client);
            if (isReady)
            {
                return;
            }

            if (tries == 20 || !IsRunning)
            {
                throw new InvalidOperationException($"It is not ready: {report}\n{Output}");
            }

            await Task.Delay(500);
        }
    }

    private static async Task<(bool IsReady, string Report)> AskAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/readyz?verbose");
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException gone)
        {
            return (false, gone.Message);
        }
    }

    private async Task WaitForEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(patience.Token);
    }

    private void Hear(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (ListensOn().Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }

    [GeneratedRegex(@" listens on (?<address>http://\S+)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ListensOn();
}
