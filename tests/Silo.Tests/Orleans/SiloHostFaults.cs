using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class SiloHostFaults(OneSilo silo) : HostFaults, IClassFixture<OneSilo>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
