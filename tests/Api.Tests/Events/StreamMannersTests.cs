using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TaskActors.Api.Events;
using TaskActors.Api.Limits;
using TaskActors.Testing;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Events;

/// <summary>How streams behave in time, over real actors and a store that a test can make fail.</summary>
public sealed class StreamMannersTests : IAsyncLifetime, IDisposable
{
    private const int ChangesCount = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMilliseconds(100);

    private readonly ProbedTaskStore _store = new(new MemoryTaskStore());
    private readonly string _user = ApiServer.NewUser("watcher");
    private readonly HostedApi _server;

    public StreamMannersTests() => _server = new HostedApi
    {
        Storage = new SwitchedStorage(),
        Setup = builder =>
        {
            builder.Services.AddSingleton<ITaskStore>(_store);
            builder.AddUserTasksGrains(new UserTasksHostOptions(), new TaskLimits());
            builder.Services.Configure<RequestLimitOptions>(options => options.RatePerSecond = 0);
            builder.Services.Configure<EventStreamOptions>(options =>
            {
                options.HeartbeatInterval = HeartbeatInterval;
                options.StallMax = TimeSpan.FromMilliseconds(500);
            });
        },
    };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_quiet_stream_has_a_heartbeat()
    {
        var opened = Stopwatch.StartNew();
        await using var stream = await OpenAsync();
        await stream.AssertNextAsync("event: hello\n");
        using var client = _server.ClientOf(_user);

        // It counts the heartbeats as they come. A busy machine has them late, and none has them early.
        var change = stream.NextAsync();
        while (stream.Heartbeats < 3 && opened.Elapsed < Patience)
        {
            await Task.Delay(10);
        }

        var most = opened.Elapsed / HeartbeatInterval;
        Assert.InRange(stream.Heartbeats, 3, most + 1);
        await client.AddAsync("""{"title":"milk"}""");
        Assert.StartsWith("event: change\nid: 1\n", await change, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_goes_on_when_its_actor_was_dropped()
    {
        using var client = _server.ClientOf(_user);
        await client.AddAsync("""{"title":"one"}""");
        await using var stream = await OpenAsync();
        await stream.AssertNextAsync("event: hello\nid: 1\n");

        _store.BeforeCommit = _ => throw new StorageException(StorageFailure.OutcomeUnknown, "Lost.");
        await client.SendAsync("POST", "/api/tasks", """{"title":"lost"}""");
        _store.BeforeCommit = _ => Task.CompletedTask;
        await client.AddAsync("""{"title":"two"}""");

        // Neither a second hello nor a gap.
        await stream.AssertNextAsync("event: change\nid: 2\n");
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_cut_and_can_resume()
    {
        using var client = _server.ClientOf(_user);
        using var slow = new TcpClient { ReceiveBufferSize = 4_096 };
        await slow.ConnectAsync(_server.BaseAddress.Host, _server.BaseAddress.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /api/tasks/events HTTP/1.1\r\nHost: {_server.BaseAddress.Authority}\r\n"
            + $"Authorization: Bearer {ApiServer.TokenFor(_user)}\r\n\r\n"));
        await client.AddAsync("""{"title":"large"}""");
        var text = new string('x', 4_000);

        // More than the connection and the stream may hold.
        for (var n = 2; n <= ChangesCount; n++)
        {
            await client.SendAsync("PATCH", "/api/tasks/1", $$"""{"description":"{{text}}","order":{{n}}}""");
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        var received = await DrainAsync(slow.GetStream());

        Assert.InRange(received, 1, ChangesCount * 4_000L);
        await using var resumed = await OpenAsync("?since=1");
        await resumed.AssertNextAsync("event: hello\nid: 1\n");
        await resumed.AssertNextAsync($"event: change\nid: {ChangesCount}\n");
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_at_once_and_properly()
    {
        await using var stream = await OpenAsync();
        await stream.AssertNextAsync("event: hello\n");
        var watch = Stopwatch.StartNew();

        await _server.DisposeAsync();

        Assert.Null(await stream.NextAsync());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stream_that_storage_cannot_serve_is_503_before_it_begins()
    {
        _store.BeforeLoad = _ => throw new StorageException(StorageFailure.Unavailable, "Away.");
        using var client = _server.ClientOf(_user);

        var answer = await client.SendAsync("GET", "/api/tasks/events");

        Assert.Equal("storage_unavailable", await answer.CodeAsync(HttpStatusCode.ServiceUnavailable));
    }

    private Task<LiveStream> OpenAsync(string query = "") =>
        LiveStream.OpenAsync(_server.BaseAddress, ApiServer.TokenFor(_user), query);

    /// <summary>What had arrived, up to the end of the connection, which must come.</summary>
    private static async Task<long> DrainAsync(NetworkStream stream)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[64 * 1_024];
        var sum = 0L;
        try
        {
            while (await stream.ReadAsync(bytes, patience.Token) is var read and > 0)
            {
                sum += read;
            }
        }
        catch (IOException)
        {
            // Cut, not closed.
        }

        return sum;
    }
}
