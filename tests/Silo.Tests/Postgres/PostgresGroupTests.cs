using TaskActors.Storage;
using TaskActors.Testing.Postgres;
using TaskActors.Tests.Storage;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Many users' commits in one transaction of PostgreSQL.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresGroupTests(PostgresFixture postgres) : GroupConformance
{
    private PostgresDatabase? _database;

    public override async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private protected override async Task<ITaskStorage> OpenAsync(TimeSpan busyWait)
    {
        _database = await PostgresDatabase.CreateAsync(postgres.Server);
        var options = _database.Options;
        options.BusyWait = busyWait;
        return await _database.OpenAsync(options);
    }

    private protected override async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = PostgresServer.Connect(_database!.Url);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE users IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private protected override Task<string?> AskAsync(string sql) => _database!.RunAsync(sql);
}
