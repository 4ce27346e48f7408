using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Whatever a call throws that did not come from the actor itself, its caller sees as one thing: the actor could not be
/// reached. What the actor's own code throws is a bug, and stays one.
/// </summary>
public sealed class LostCallTests : IAsyncLifetime
{
    private static readonly UserId Alice = new("alice");

    private readonly ProbedTaskStore _store = new(new MemoryTaskStore());
    private InProcessTestCluster _cluster = null!;
    private Exception? _failure;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            // One for each activation: what it throws is what a silo's services throw while it stops or starts.
            silo.Services.AddScoped<ITaskStore>(_ => _failure is null ? _store : throw _failure);
            silo.Services.AddSingleton(new TaskLimits());
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddLogging();
            client.Services.AddSingleton<GatewayLosses>();
            client.Services.AddUserTasks();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(SocketException))]
    [InlineData(typeof(UntoldException))]
    public async Task An_actor_that_cannot_be_made_is_unreachable_whatever_was_thrown(Type thrown)
    {
        _failure = Make(thrown);

        await Assert.ThrowsAsync<ActorUnavailableException>(() => WriteAsync(Tasks));

        _failure = null;
        Assert.True((await WriteAsync(Tasks)).IsSuccess);
    }

    [Fact]
    public async Task A_bug_of_the_actor_is_no_lost_call()
    {
        var error = await Assert.ThrowsAsync<ActorFailedException>(
            async () => await Tasks.ListAsync(null!, "http://localhost"));

        Assert.Contains(nameof(NullReferenceException), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_leaves_sees_that_he_left()
    {
        using var caller = new CancellationTokenSource();
        var gate = new Gate();
        _store.BeforeLoad = _ => gate.PassAsync();
        var call = Tasks.SummaryAsync(caller.Token).AsTask();
        await gate.Reached;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();
    }

    [Fact]
    public async Task A_node_that_has_stopped_reaches_no_actor()
    {
        var silo = _cluster.Silos[0];
        var tasks = TasksOf(silo.ServiceProvider);
        await WriteAsync(tasks);

        await _cluster.StopSiloAsync(silo);

        await Assert.ThrowsAsync<ActorUnavailableException>(() => WriteAsync(tasks));
    }

    [Fact]
    public async Task A_front_door_that_has_stopped_reaches_no_actor()
    {
        var tasks = Tasks;
        await WriteAsync(tasks);

        await _cluster.StopClusterClientAsync();

        await Assert.ThrowsAsync<ActorUnavailableException>(() => WriteAsync(tasks));
    }

    [Fact]
    public async Task A_call_that_still_waits_when_a_gateway_was_lost_is_lost()
    {
        var gate = new Gate();
        _store.BeforeLoad = _ => gate.PassAsync();
        var call = WriteAsync(Tasks);
        await gate.Reached;

        Gateways.CountChanged(before: 2, now: 1);

        // Long before a call gives up by itself.
        await Assert.ThrowsAsync<ActorUnavailableException>(() => call.WaitAsync(TimeSpan.FromSeconds(10)));
        gate.Open();
        Assert.True((await WriteAsync(Tasks)).IsSuccess);
    }

    [Fact]
    public async Task A_gateway_more_loses_no_call()
    {
        var gate = new Gate();
        _store.BeforeLoad = _ => gate.PassAsync();
        var call = WriteAsync(Tasks);
        await gate.Reached;

        Gateways.CountChanged(before: 1, now: 2);

        await Task.Delay(TimeSpan.FromSeconds(2));
        gate.Open();
        Assert.True((await call).IsSuccess);
    }

    [Fact]
    public async Task A_stream_goes_on_when_a_gateway_was_lost_that_it_did_not_need()
    {
        var tasks = Tasks;
        await using var stream = tasks.WatchAsync(0, "http://localhost").GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal(TaskEventKind.Hello, stream.Current.Kind);
        Gateways.CountChanged(before: 2, now: 1);

        await Task.Delay(TimeSpan.FromSeconds(2));
        await tasks.CreateAsync(TaskCalls.Titled("news"), WriteRequest.Plain);
        do
        {
            Assert.True(await stream.MoveNextAsync());
        }
        while (stream.Current.Kind == TaskEventKind.Heartbeat);

        Assert.Equal(TaskEventKind.Change, stream.Current.Kind);
    }

    private GatewayLosses Gateways => _cluster.Client.ServiceProvider.GetRequiredService<GatewayLosses>();

    private static Exception Make(Type type) => type == typeof(ObjectDisposedException)
        ? new ObjectDisposedException("a test") : (Exception)Activator.CreateInstance(type)!;

    private UserTasksCalls Tasks => TasksOf(_cluster.Client.ServiceProvider);

    private static UserTasksCalls TasksOf(IServiceProvider process) =>
        process.GetRequiredService<UserTasks>().Of(Alice);

    /// <summary>Without a key, so that it is not repeated.</summary>
    private static Task<TaskResult> WriteAsync(UserTasksCalls tasks) =>
        tasks.CreateAsync(TaskCalls.Titled("milk"), WriteRequest.Plain).AsTask();

    /// <summary>Of a kind that Orleans cannot put into bytes.</summary>
    private sealed class UntoldException : Exception;
}
