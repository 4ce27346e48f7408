using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Actors over grain storage answer as over any store.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostConformance(GrainStateFixture fixture, OneSilo silo)
    : HostConformance, IClassFixture<GrainStateFixture>, IClassFixture<OneSilo>
{
    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
