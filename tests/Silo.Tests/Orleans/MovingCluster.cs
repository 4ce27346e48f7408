using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Silos with the directory and the membership of a real cluster, in which activations are let go and moved all the
/// time and, where there are several, silos are stopped, killed and joined.
/// </summary>
internal sealed class MovingCluster : IAsyncDisposable
{
    private const int Movers = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ResponseMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MoveMax = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MovePause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LossPause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<UserId, int> _users = new();
    private readonly ConcurrentDictionary<InProcessSiloHandle, int> _leaving = new();
    private readonly ConcurrentDictionary<InProcessSiloHandle, int> _underWay = new();
    private readonly InProcessTestCluster _cluster;
    private readonly int _size;
    private int _next;
    private int _moves;
    private int _silosLost;

    private readonly bool _losesSilos;

    private MovingCluster(InProcessTestCluster cluster, int size, bool losesSilos) =>
        (_cluster, _size, _losesSilos) = (cluster, size, losesSilos && size > 1);

    /// <summary>What was done so far, for the report of a failure.</summary>
    public int Moves => _moves;

    public int SilosLost => _silosLost;

    public static async Task<MovingCluster> StartAsync(short size, ITaskStore store, bool losesSilos = true)
    {
        var builder = new InProcessTestClusterBuilder(size);
        builder.Options.UseDistributedGrainDirectory = true;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(store);
            silo.Services.AddSingleton(new TaskLimits
            {
                SnapshotAgeMax = size > 1 ? ClusterSettings.SnapshotAge : null,
            });
            // A message that was forwarded to a silo that then died is answered by none.
            silo.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseMax);
            silo.UseDirectory();
            silo.UseMembership(new ClusterSettings());
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new MovingCluster(cluster, size, losesSilos);
    }

    public void Add(UserId user) => _users[user] = 0;

    /// <summary>Calls a user's actor through a front door that is not about to stop, each in turn.</summary>
    public async Task<T> CallAsync<T>(UserId user, Func<UserTasksCalls, Task<T>> call)
    {
        var silo = Enter();
        try
        {
            return await call(silo.ServiceProvider.GetRequiredService<UserTasks>().Of(user));
        }
        finally
        {
            _underWay.AddOrUpdate(silo, 0, (_, count) => count - 1);
        }
    }

    /// <summary>Moves activations and loses silos, until it is told to stop.</summary>
    public Task MoveAsync(int seed, CancellationToken cancellation) => Task.WhenAll(
        Enumerable.Range(0, Movers).Select(mover => RepeatAsync(
                () => MoveOneAsync(new Random(seed + mover + Moves)), MovePause, cancellation))
            .Append(_losesSilos ? RepeatAsync(
                () => LoseSiloAsync(new Random(seed + SilosLost)), LossPause, cancellation) : Task.CompletedTask));

    private static async Task RepeatAsync(Func<Task> act, TimeSpan pause, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await act();
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private async Task MoveOneAsync(Random random)
    {
        if (_users.Keys.ToList() is not { Count: > 0 } users)
        {
            return;
        }

        Interlocked.Increment(ref _moves);
        var actor = GrainId.Create(UserTasksGrain.TypeName, users[random.Next(users.Count)].Key);
        var silos = _cluster.Silos;
        try
        {
            await (_size > 1 && random.Next(2) == 0
                ? _cluster.MigrateAsync(actor, silos[random.Next(silos.Count)].SiloAddress)
                : _cluster.DeactivateAsync(actor)).WaitAsync(MoveMax);
        }
        catch (Exception failure)
            when (failure is OrleansException or TimeoutException or ObjectDisposedException)
        {
            // Its silo was on the way out.
        }
    }

    /// <summary>
    /// No call enters by a front door whose process is about to end: what a dead process would answer is no concern.
    /// </summary>
    private async Task LoseSiloAsync(Random random)
    {
        var silos = _cluster.Silos;
        var silo = silos[random.Next(silos.Count)];
        _leaving[silo] = 0;
        using var patience = new CancellationTokenSource(Patience);
        while (_underWay.GetValueOrDefault(silo) > 0)
        {
            Assert.False(patience.IsCancellationRequested, "A call does not end.");
            await Task.Delay(1, CancellationToken.None);
        }

        await (random.Next(2) == 0 ? _cluster.KillSiloAsync(silo) : _cluster.StopSiloAsync(silo));
        await _cluster.StartAdditionalSiloAsync();
        Interlocked.Increment(ref _silosLost);
    }

    private InProcessSiloHandle Enter()
    {
        while (true)
        {
            var silos = _cluster.Silos.Where(silo => !_leaving.ContainsKey(silo)).ToList();
            var silo = silos[(int)((uint)Interlocked.Increment(ref _next) % silos.Count)];
            _underWay.AddOrUpdate(silo, 1, (_, count) => count + 1);
            if (!_leaving.ContainsKey(silo))
            {
                return silo;
            }

            _underWay.AddOrUpdate(silo, 0, (_, count) => count - 1);
        }
    }
}
