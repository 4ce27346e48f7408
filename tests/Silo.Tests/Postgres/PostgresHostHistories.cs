using TaskActors.Testing;
using TaskActors.Tests.Cluster;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Histories of several callers, with every commit and load on PostgreSQL.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresHostHistories(PostgresFixture postgres, OneSilo silo)
    : HostHistories, IClassFixture<OneSilo>
{
    private PostgresDatabase? _database;

    protected override int Histories => 25;

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
