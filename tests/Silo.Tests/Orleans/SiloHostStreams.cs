using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

public sealed class SiloHostStreams(OneSilo silo) : HostStreams, IClassFixture<OneSilo>
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
