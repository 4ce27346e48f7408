using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Real silos for all tests of a class, with the grain directory of a real cluster. Each test has users, a store and
/// limits of its own: within the silos its users are those of an issuer that no other test has, and its store knows
/// nothing of that.
/// </summary>
public abstract class SharedSilos(short count) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HostSetup> _setups = new(StringComparer.Ordinal);

    private readonly CallsUnderWay _underWay = new();

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(count);
        builder.Options.UseDistributedGrainDirectory = true;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddScoped(services => SetupOf(services).Limits);
            silo.Services.AddScoped<ITaskStore>(services => new OwnUsers(SetupOf(services).Store));
            silo.AddIncomingGrainCallFilter(_underWay);
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        builder.ConfigureClient(client => client.Services.AddUserTasks());
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    public Task<IHostUnderTest> StartAsync(HostSetup setup)
    {
        var scope = string.Create(CultureInfo.InvariantCulture, $"t{_setups.Count}x");
        _setups[scope] = setup;
        return Task.FromResult<IHostUnderTest>(new Host(Cluster, scope, _underWay));
    }

    private HostSetup SetupOf(IServiceProvider services)
    {
        var user = UserId.FromKey(services.GetRequiredService<IGrainContext>().GrainId.Key.ToString()!);
        return _setups[user.Issuer![..(user.Issuer!.IndexOf('x', StringComparison.Ordinal) + 1)]];
    }

    private static UserId Own(UserId user) => user with
    {
        Issuer = user.Issuer!.Split('x', 2)[1] is { Length: > 0 } issuer ? issuer : null,
    };

    private sealed class Host(InProcessTestCluster cluster, string scope, CallsUnderWay underWay) : IHostUnderTest
    {
        private int _next;

        public UserTasksCalls Of(UserId user) => NextFrontDoor().Of(Scoped(user));

        public Task ForgetAllAsync() =>
            cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        public Task UnderWayAsync(UserId user, int calls, int left = 0) =>
            underWay.WaitAsync(Scoped(user), calls, left);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private UserId Scoped(UserId user) => user with { Issuer = scope + user.Issuer };

        /// <summary>Those beside a silo, and one that is a client of the cluster.</summary>
        private UserTasks NextFrontDoor()
        {
            IServiceProvider[] doors =
                [.. cluster.Silos.Select(silo => silo.ServiceProvider), cluster.Client.ServiceProvider];
            return doors[(int)((uint)Interlocked.Increment(ref _next) % doors.Length)].GetRequiredService<UserTasks>();
        }
    }

    private sealed class OwnUsers(ITaskStore store) : ITaskStore
    {
        public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) =>
            store.LoadAsync(Own(user), cancellation);

        public Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
            store.LoadRevAsync(Own(user), cancellation);

        public Task CommitAsync(TaskCommit commit, CancellationToken cancellation) =>
            store.CommitAsync(commit with { User = Own(commit.User) }, cancellation);

        public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation) =>
            store.FindReceiptAsync(Own(user), key, cancellation);
    }
}

public sealed class OneSilo() : SharedSilos(1);

public sealed class TwoSilos() : SharedSilos(2);
