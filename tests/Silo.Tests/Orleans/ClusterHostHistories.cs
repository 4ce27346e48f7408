using TaskActors.Testing;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostHistories : HostHistories
{
    protected override int Histories => 60;

    protected override async Task<IHostUnderTest> StartAsync(HostSetup setup) => await ClusterHost.StartAsync(setup);
}
