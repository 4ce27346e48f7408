using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostFaults(TwoSilos silos) : HostFaults, IClassFixture<TwoSilos>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silos.StartAsync(setup);
}
