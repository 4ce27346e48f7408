using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class SiloHostHistories(OneSilo silo) : HostHistories, IClassFixture<OneSilo>
{
    protected override int Histories => 200;

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
