using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Reads beside a silo: from what its actors have published, without a message to them.</summary>
public sealed class SnapshotReadsTests : IAsyncLifetime
{
    private static readonly UserId Alice = new("alice");

    private readonly ProbedTaskStore _store = new(new MemoryTaskStore());
    private readonly Calls _calls = new();
    private InProcessTestCluster _cluster = null!;

    private IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    private UserTasksCalls Tasks => Services.GetRequiredService<UserTasks>().Of(Alice);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<ITaskStore>(_store);
            silo.Services.AddSingleton(new TaskLimits());
            silo.AddIncomingGrainCallFilter(_calls);
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Reads_send_no_message_to_an_actor_that_has_published_and_see_each_write()
    {
        await Tasks.TitlesAsync();
        Assert.Equal(1, _calls.Count);

        Assert.Empty(await Tasks.TitlesAsync());
        var added = await Tasks.AddAsync("first");
        Assert.Equal(["first"], await Tasks.TitlesAsync());
        Assert.True((await Tasks.GetAsync(added.Task!.Id)).IsSuccess);
        Assert.Equal(TaskErrorCode.NotFound, (await Tasks.GetAsync(new TaskId(99))).Error!.Code);
        Assert.Equal(1, (await Tasks.SummaryAsync()).Tasks);
        Assert.Equal(1, (await Tasks.ChangesAsync(0, TaskCalls.Address)).Rev);

        // The first read, and the write.
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task An_actor_that_was_let_go_is_asked_again_and_reads_what_is_stored()
    {
        await Tasks.AddAsync("first");
        await Tasks.TitlesAsync();
        var (calls, loads) = (_calls.Count, _store.Loads);

        await ForgetAsync();

        Assert.Equal(["first"], await Tasks.TitlesAsync());
        Assert.Equal((calls + 1, loads + 1), (_calls.Count, _store.Loads));
    }

    /// <summary>Another writer came first: what is in memory is old, and no read may be answered from it.</summary>
    [Fact]
    public async Task After_a_conflict_no_read_is_answered_from_the_old_list()
    {
        await Tasks.AddAsync("first");
        var stored = await _store.LoadAsync(Alice, CancellationToken.None);
        await _store.CommitAsync(Samples.Next(Alice, stored, "of another"), CancellationToken.None);
        Assert.Equal(["first"], await Tasks.TitlesAsync());

        var refused = await Tasks.AddAsync("second");

        Assert.False(refused.IsSuccess);
        Assert.Equal(["first", "of another"], await Tasks.TitlesAsync());
    }

    [Fact]
    public async Task A_list_is_withdrawn_with_its_activation_and_so_are_its_bytes()
    {
        var snapshots = Services.GetRequiredService<SnapshotRegistry>();
        await Tasks.AddAsync("first");
        Assert.NotNull(snapshots.Find(Alice));

        await ForgetAsync();

        Assert.Null(snapshots.Find(Alice));
        Assert.Equal(0, snapshots.Bytes);
    }

    /// <summary>A successor that loaded beside a commit would serve the older list until its first conflict.</summary>
    [Fact]
    public async Task No_successor_comes_while_a_commit_is_under_way_that_its_caller_has_left()
    {
        await Tasks.AddAsync("first");
        var gate = new Gate();
        _store.BeforeCommit = _ => gate.PassAsync();
        using var leaving = new CancellationTokenSource();
        var write = Tasks.CreateAsync(TaskCalls.Titled("second"), WriteRequest.Plain, leaving.Token).AsTask();
        await gate.Reached;
        await leaving.CancelAsync();
        await Record.ExceptionAsync(() => write);

        var going = _cluster.DeactivateAsync(GrainId.Create(UserTasksGrain.TypeName, Alice.Key));
        var add = Tasks.AddAsync("third").AsTask();
        await Task.Delay(300);

        Assert.False(going.IsCompleted || add.IsCompleted);
        gate.Open();
        await going;
        Assert.True((await add).IsSuccess);
        Assert.Equal(["first", "second", "third"], await Tasks.TitlesAsync());
    }

    [Fact]
    public async Task No_successor_comes_while_a_load_is_under_way_that_its_caller_has_left()
    {
        var gate = new Gate();
        _store.BeforeLoad = _ => gate.PassAsync();
        using var leaving = new CancellationTokenSource();
        var read = Tasks.SummaryAsync(leaving.Token).AsTask();
        await gate.Reached;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        var going = _cluster.DeactivateAsync(GrainId.Create(UserTasksGrain.TypeName, Alice.Key));
        var add = Tasks.AddAsync("first").AsTask();
        await Task.Delay(300);

        Assert.Equal(1, _store.Loads);
        Assert.False(going.IsCompleted || add.IsCompleted);
        gate.Open();
        await going;
        Assert.True((await add).IsSuccess);
        Assert.Equal(2, _store.Loads);
    }

    private Task ForgetAsync() =>
        _cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    private sealed class Calls : IIncomingGrainCallFilter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain is UserTasksGrain)
            {
                Interlocked.Increment(ref _count);
            }

            return context.Invoke();
        }
    }
}
