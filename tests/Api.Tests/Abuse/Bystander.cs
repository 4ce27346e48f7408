using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// Somebody who uses the server as it is meant to be used while others do not, and a supervisor beside, who asks
/// whether it lives and is ready. Both come from another address than the others.
/// </summary>
internal sealed class Bystander
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ApiProcess _server;
    private readonly string _token;
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly ConcurrentQueue<double> _milliseconds = [];
    private readonly ConcurrentQueue<double> _healthMilliseconds = [];
    private readonly List<string> _written = [];
    private int _tasks;

    private Bystander(ApiProcess server, string user) => (_server, _token) = (server, server.TokenOf(user));

    /// <summary>How many milliseconds each request took.</summary>
    public IReadOnlyCollection<double> Milliseconds => _milliseconds;

    /// <summary>The same of the supervisor's.</summary>
    public IReadOnlyCollection<double> HealthMilliseconds => _healthMilliseconds;

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>The titles whose writes were acknowledged.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Uses the server until the abuse is over, and asserts that nothing was refused or lost.</summary>
    public static async Task<Bystander> DuringAsync(ApiProcess server, Func<Task> abuse)
    {
        var bystander = await BesideAsync(server, abuse);

        Assert.Empty(bystander.Failures);
        Assert.NotEmpty(bystander.Milliseconds);
        Assert.NotEmpty(bystander.HealthMilliseconds);
        return bystander;
    }

    /// <summary>Uses the server until the abuse is over; what it met is for the caller to judge.</summary>
    public static async Task<Bystander> BesideAsync(ApiProcess server, Func<Task> abuse)
    {
        var bystander = new Bystander(server, $"bystander-{Guid.NewGuid():N}");
        using var client = bystander.NewClient();
        await bystander.UseAsync(client);
        using var ending = new CancellationTokenSource();
        var using_ = bystander.RepeatAsync(bystander.UseAsync, ending.Token);
        var asking = bystander.RepeatAsync(bystander.AskHealthAsync, ending.Token);
        try
        {
            await abuse();
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(using_, asking);
        }

        // What was acknowledged is there, once; what got no answer may be.
        var titles = await client.TitlesAsync("/api/tasks");
        Assert.Equal(
            bystander.Written, titles.Intersect(bystander.Written, StringComparer.Ordinal), StringComparer.Ordinal);
        return bystander;
    }

    public static double Percentile(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];
    }

    public override string ToString() =>
        $"bystander: {_milliseconds.Count} requests, p50 {Percentile(_milliseconds, 0.5):0.0} ms, "
        + $"p99 {Percentile(_milliseconds, 0.99):0.0} ms; health: {_healthMilliseconds.Count}, "
        + $"p99 {Percentile(_healthMilliseconds, 0.99):0.0} ms; failures: {_failures.Count}";

    /// <summary>A client whose connections come from elsewhere.</summary>
    public static HttpClient NewClient(Uri address, string? token)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.NoDelay = true;
                socket.Bind(new IPEndPoint(RawConnection.Elsewhere, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = token is null ? null
            : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private HttpClient NewClient() => NewClient(_server.BaseAddress, _token);

    private async Task RepeatAsync(Func<HttpClient, Task> use, CancellationToken ending)
    {
        using var client = NewClient();
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await use(client);
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
            {
                _failures.Enqueue($"no answer: {lost.Message}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>A new task, a look at the list every other time.</summary>
    private async Task UseAsync(HttpClient client)
    {
        var title = _tasks++ % 2 == 0 ? $"mine {_tasks}" : null;
        var watch = Stopwatch.StartNew();
        using var answer = title is not null
            ? await client.SendAsync("POST", "/api/tasks", $$"""{"title": "{{title}}"}""")
            : await client.SendAsync("GET", "/api/tasks?limit=20");
        await answer.Content.ReadAsByteArrayAsync();
        _milliseconds.Enqueue(watch.Elapsed.TotalMilliseconds);
        if (!answer.IsSuccessStatusCode)
        {
            _failures.Enqueue($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
        else if (title is not null)
        {
            _written.Add(title);
        }
    }

    private async Task AskHealthAsync(HttpClient client)
    {
        foreach (var path in (string[])["/livez", "/readyz"])
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(path);
            _healthMilliseconds.Enqueue(watch.Elapsed.TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
            {
                _failures.Enqueue($"{path}: {(int)answer.StatusCode}");
            }
        }
    }
}
