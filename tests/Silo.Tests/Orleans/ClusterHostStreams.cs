using TaskActors.Testing;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostStreams : HostStreams
{
    protected override async Task<IHostUnderTest> StartAsync(HostSetup setup) => await ClusterHost.StartAsync(setup);
}
