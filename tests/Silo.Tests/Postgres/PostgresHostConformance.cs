using TaskActors.Testing;
using TaskActors.Tests.Cluster;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Actors over PostgreSQL answer as over any store.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresHostConformance(PostgresFixture postgres, OneSilo silo)
    : HostConformance, IClassFixture<OneSilo>
{
    private PostgresDatabase? _database;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    protected override async Task<ITaskStore> OpenStoreAsync()
    {
        _database = await PostgresDatabase.CreateAsync(postgres.Server);
        return (await _database.OpenAsync()).Store;
    }

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
