using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostStreams(TwoSilos silos) : HostStreams, IClassFixture<TwoSilos>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silos.StartAsync(setup);
}
