using TaskActors.Testing;
using TaskActors.Tests.InProcess;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Histories of several callers, with every state in grain storage.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostHistories(GrainStateFixture fixture)
    : HostHistories, IClassFixture<GrainStateFixture>
{
    protected override int Histories => 10;

    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
