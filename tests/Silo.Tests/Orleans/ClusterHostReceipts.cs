using TaskActors.Testing;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostReceipts : HostReceipts
{
    protected override async Task<IHostUnderTest> StartAsync(HostSetup setup) => await ClusterHost.StartAsync(setup);
}
