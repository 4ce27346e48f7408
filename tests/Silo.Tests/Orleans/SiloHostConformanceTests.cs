using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class SiloHostConformanceTests(OneSilo silo) : HostConformance, IClassFixture<OneSilo>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
