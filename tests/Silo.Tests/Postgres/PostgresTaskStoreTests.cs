using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>PostgreSQL keeps the promises of every store.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresTaskStoreTests(PostgresFixture postgres) : TaskStoreConformance
{
    private PostgresDatabase? _database;

    protected override async Task<ITaskStore> OpenAsync()
    {
        _database = await PostgresDatabase.CreateAsync(postgres.Server);
        return (await _database.OpenAsync()).Store;
    }

    public override async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
