using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Histories of several callers, with every state in grain storage.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostHistories(GrainStateFixture fixture, OneSilo silo)
    : HostHistories, IClassFixture<GrainStateFixture>, IClassFixture<OneSilo>
{
    protected override int Histories => 10;

    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
