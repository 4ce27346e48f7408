using TaskActors.Testing;
using TaskActors.Tests.Cluster;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>The store fails before and after each call, and rows on PostgreSQL are what was acknowledged.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresHostFaults(PostgresFixture postgres, OneSilo silo)
    : HostFaults, IClassFixture<OneSilo>
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
