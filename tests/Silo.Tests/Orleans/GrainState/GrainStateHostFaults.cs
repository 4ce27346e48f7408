using TaskActors.Testing;
using TaskActors.Tests.InProcess;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>The store fails before and after each call, over grain storage.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateHostFaults(GrainStateFixture fixture)
    : HostFaults, IClassFixture<GrainStateFixture>
{
    protected override async Task<ITaskStore> OpenStoreAsync() => await fixture.OpenAsync();

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
