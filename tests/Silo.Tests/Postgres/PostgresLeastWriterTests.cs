using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;
using TaskActors.Testing;
using TaskActors.Tests.Storage;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>The least writer of a database, which nodes of two versions share while a cluster is upgraded.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresLeastWriterTests(PostgresFixture postgres) : LeastWriterConformance
{
    private PostgresDatabase? _database;

    private PostgresConnections Connections => new(PostgresUrl.Parse(_database!.Url), TimeSpan.FromSeconds(10));

    public override async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_commit_that_waits_for_a_step_meets_the_fence_that_it_leaves()
    {
        var least = PostgresSchema.Definition.Newest + 1;
        var slow = With($"UPDATE schema_version SET least_writer = {least}; SELECT pg_sleep(1)");

        var step = Task.Run(() => Migrate(slow));
        await Task.Delay(300);
        var failure = await FailureOfAsync(Samples.First(new UserId("late")));

        Assert.Equal(StorageFailure.Conflict, failure);
        await step;
        Assert.Equal("0", await AskAsync("SELECT count(*) FROM users WHERE user_key = 'u-late'"));
    }

    private protected override async Task<ITaskStorage> OpenAsync()
    {
        _database = await PostgresDatabase.CreateAsync(postgres.Server);
        var options = _database.Options;
        options.IsShared = true;
        options.BusyWait = TimeSpan.FromSeconds(10);
        return await _database.OpenAsync(options);
    }

    private protected override void Migrate(SchemaDefinition schema)
    {
        using var connection = Connections.Open();
        new SchemaMigration(
            schema, new PostgresSchema(Connections, connection), TimeProvider.System, NullLogger.Instance).Run();
    }

    private protected override SqlDialect DialectOf(SchemaDefinition schema) => new OtherProgram(Connections, schema);

    private protected override Task<string?> AskAsync(string sql) => _database!.RunAsync(sql);

    private sealed class OtherProgram(PostgresConnections connections, SchemaDefinition schema)
        : PostgresDialect(connections, null, isShared: true)
    {
        public override SchemaDefinition Schema => schema;
    }
}
