using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostConformanceTests(TwoSilos silos) : HostConformance, IClassFixture<TwoSilos>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silos.StartAsync(setup);
}
