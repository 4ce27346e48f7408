using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class SiloHostReceipts(OneSilo silo) : HostReceipts, IClassFixture<OneSilo>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
