using TaskActors.Testing;
using TaskActors.Tests.InProcess;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Actors over grain storage answer as over any store.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostConformance(GrainStateFixture fixture)
    : HostConformance, IClassFixture<GrainStateFixture>
{
    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
