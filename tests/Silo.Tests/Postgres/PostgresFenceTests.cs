using TaskActors.Storage;
using TaskActors.Tests.Backups;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>A fenced database, after a backup of it was restored by the server's own tools.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresFenceTests(PostgresFixture postgres) : FenceConformance
{
    private PostgresDatabase? _database;

    private protected override StorageOptions Options => _database!.Options;

    public override async Task InitializeAsync() => _database = await PostgresDatabase.CreateAsync(postgres.Server);

    public override async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private protected override Task<string?> AskAsync(string sql) => _database!.RunAsync(sql);
}
