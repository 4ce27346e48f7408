using TaskActors.Testing;
using TaskActors.Tests.Cluster;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Answers are kept and given again from PostgreSQL.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresHostReceipts(PostgresFixture postgres, OneSilo silo)
    : HostReceipts, IClassFixture<OneSilo>
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
