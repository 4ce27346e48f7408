using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class ClusterHostHistories(TwoSilos silos) : HostHistories, IClassFixture<TwoSilos>
{
    protected override int Histories => 60;

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silos.StartAsync(setup);
}
