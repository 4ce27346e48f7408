using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostReceipts(TwoSilos silos) : HostReceipts, IClassFixture<TwoSilos>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silos.StartAsync(setup);
}
