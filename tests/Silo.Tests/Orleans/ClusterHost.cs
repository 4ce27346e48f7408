using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Testing;

namespace TaskActors.Tests.Cluster;

/// <summary>Real Orleans: a cluster of two silos over one store, called through a client.</summary>
internal sealed class ClusterHost : IHostUnderTest
{
    private ClusterHost(InProcessTestCluster cluster)
    {
        Cluster = cluster;
        Directory = new ClusterDirectory(cluster.Client, TimeProvider.System);
    }

    public InProcessTestCluster Cluster { get; }

    public IUserTasksDirectory Directory { get; }

    public static async Task<ClusterHost> StartAsync(HostSetup setup, short silos = 2)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(setup.Store);
            silo.Services.AddSingleton(setup.Limits);
            silo.AddUserTasks(new UserTasksHostOptions());
        });
        builder.ConfigureClient(client => client.Services.AddClusterDirectory());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ClusterHost(cluster);
    }

    public Task ForgetAllAsync() =>
        Cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
