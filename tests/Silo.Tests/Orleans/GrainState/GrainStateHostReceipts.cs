using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Answers are kept and given again from grain storage.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostReceipts(GrainStateFixture fixture, OneSilo silo)
    : HostReceipts, IClassFixture<GrainStateFixture>, IClassFixture<OneSilo>
{
    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
