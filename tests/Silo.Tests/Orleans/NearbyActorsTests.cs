using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Whose reads are answered near by: only those of an actor that is there, the newest, and may answer.
/// </summary>
public sealed class NearbyActorsTests
{
    private static readonly UserId Alice = new("alice");

    private readonly NearbyActors _nearby = new();
    private readonly ProbedTaskStore _store = new(new MemoryTaskStore());

    [Fact]
    public async Task An_actor_is_found_by_its_own_user_once_it_has_its_list()
    {
        Assert.Null(_nearby.Find(Alice));
        var actor = Make();
        Assert.Null(_nearby.Find(Alice));

        await actor.SummaryAsync();

        Assert.Same(actor, _nearby.Find(Alice));
        Assert.Null(_nearby.Find(new UserId("Alice")));
        Assert.Null(_nearby.Find(new UserId("alice", "another")));
    }

    [Fact]
    public async Task An_actor_whose_list_is_in_doubt_is_not_found()
    {
        var actor = Make();
        await actor.AddAsync("first");
        Assert.Same(actor, _nearby.Find(Alice));
        _store.AfterCommit = _ => throw new StorageException(StorageFailure.OutcomeUnknown, "Nobody knows.");

        await actor.AddAsync("second");

        Assert.Null(_nearby.Find(Alice));
    }

    [Fact]
    public async Task An_actor_whose_list_must_be_compared_first_is_not_found()
    {
        var clock = new SetClock();
        var actor = Make(new TaskLimits { SnapshotAgeMax = TimeSpan.FromSeconds(1) }, clock);
        await actor.SummaryAsync();
        Assert.Same(actor, _nearby.Find(Alice));

        clock.Now += TimeSpan.TicksPerSecond;

        Assert.Null(_nearby.Find(Alice));
        await actor.SummaryAsync();
        Assert.Same(actor, _nearby.Find(Alice));
    }

    /// <summary>Before it has read anything: what the old one knows may already be old.</summary>
    [Fact]
    public async Task A_new_actor_takes_the_place_of_the_old_one_when_it_is_made()
    {
        var old = Make();
        await old.SummaryAsync();

        var successor = Make();

        Assert.Null(_nearby.Find(Alice));
        await successor.SummaryAsync();
        Assert.Same(successor, _nearby.Find(Alice));
    }

    [Fact]
    public async Task An_old_actor_that_goes_does_not_take_its_successor_along()
    {
        var (old, successor) = (Make(), Make());
        await successor.SummaryAsync();

        _nearby.Remove(Alice, old);
        Assert.Same(successor, _nearby.Find(Alice));

        _nearby.Remove(Alice, successor);
        Assert.Null(_nearby.Find(Alice));
    }

    private UserTasksGrain Make(TaskLimits? limits = null, TimeProvider? clock = null) => new(
        new Host(_nearby), _store, limits ?? new TaskLimits(), clock ?? TimeProvider.System,
        NullLogger<UserTasksGrain>.Instance);

    private sealed class Host(NearbyActors nearby) : IUserTasksHost
    {
        public UserId User => Alice;

        public CancellationToken Stopping => CancellationToken.None;

        public void Serves(UserTasksGrain activation) => nearby.Add(Alice, activation);

        public void Drop()
        {
        }

        public void Weigh(long bytes)
        {
        }
    }

    private sealed class SetClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}

/// <summary>The same on a real silo, whose messages to the actor are counted.</summary>
public sealed class NearbyReadsTests : IAsyncLifetime
{
    private static readonly UserId Alice = new("alice");

    private readonly ProbedTaskStore _store = new(new MemoryTaskStore());
    private readonly Calls _calls = new();
    private InProcessTestCluster _cluster = null!;

    private IUserTasksGrain Tasks => _cluster.Silos[0].ServiceProvider
        .GetRequiredService<IUserTasksDirectory>().TasksOf(Alice);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<ITaskStore>(_store);
            silo.Services.AddSingleton(new TaskLimits());
            silo.Services.AddSingleton<NearbyActors>();
            silo.AddIncomingGrainCallFilter(_calls);
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Reads_send_no_message_to_an_actor_that_is_there_and_see_each_write()
    {
        await Tasks.TitlesAsync();
        Assert.Equal(1, _calls.Count);

        Assert.Empty(await Tasks.TitlesAsync());
        var added = await Tasks.AddAsync("first");
        Assert.Equal(["first"], await Tasks.TitlesAsync());
        Assert.True((await Tasks.GetAsync(added.Task!.Id)).IsSuccess);
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

        await _cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

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
