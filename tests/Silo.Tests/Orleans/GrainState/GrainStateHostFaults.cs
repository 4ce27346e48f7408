using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>The store fails before and after each call, over grain storage.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostFaults(GrainStateFixture fixture, OneSilo silo)
    : HostFaults, IClassFixture<GrainStateFixture>, IClassFixture<OneSilo>
{
    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
