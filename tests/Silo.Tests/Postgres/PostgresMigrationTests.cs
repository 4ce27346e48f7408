using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TaskActors.Cluster;
using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Steps whose session is killed after any statement, and nodes that take them at the same time.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresMigrationTests(PostgresFixture postgres)
{
    private static readonly UserId Alice = new("alice");

    /// <summary>Whether there is a database of version 1, and whose tables are looked at.</summary>
    public static TheoryData<bool, string> Cases => new()
    {
        { false, "rows" }, { true, "rows" }, { false, "cluster" }, { true, "cluster" },
    };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Wherever_a_session_is_killed_the_next_start_goes_on(bool isOld, string tables)
    {
        await using var database = await OldAsync(isOld, tables);
        var schema = DefinitionOf(tables);
        if (tables == "cluster")
        {
            await (await database.OpenAsync()).DisposeAsync();
        }

        for (var version = isOld ? 1 : 0; version < schema.Newest; version++)
        {
            var statements = schema.Scripts[version].Split(";\n", StringSplitOptions.RemoveEmptyEntries);
            for (var count = 0; count <= statements.Length; count++)
            {
                var killed = string.Concat(statements[..count].Select(statement => statement + ";\n"))
                    + "SELECT pg_terminate_backend(pg_backend_pid())";
                Assert.ThrowsAny<NpgsqlException>(
                    () => Migrate(database, schema with { Scripts = [.. schema.Scripts[..version], killed] }));
            }

            Assert.Equal(version, await VersionAsync(database, schema));
        }

        Migrate(database, schema);
        await AssertServesAsync(database, isOld, schema);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Nodes_that_start_together_take_the_steps_once_and_all_serve(bool isOld, string tables)
    {
        await using var database = await OldAsync(isOld, tables);
        var options = database.Options;
        options.IsShared = true;
        options.FurtherSchema = ClusterNode.Schema;

        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            var storage = await database.OpenAsync(options);
            await storage.Store.CommitAsync(Samples.First(new UserId($"of node {number}")), CancellationToken.None);
            return storage;
        })));

        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        Assert.Equal("6", await database.RunAsync("SELECT count(*) FROM users WHERE user_key LIKE 'u-of node%'"));
        await AssertServesAsync(database, isOld, DefinitionOf(tables));
    }

    private static SchemaDefinition DefinitionOf(string tables) =>
        tables == "rows" ? PostgresSchema.Definition : ClusterNode.Schema;

    private static void Migrate(PostgresDatabase database, SchemaDefinition schema)
    {
        var connections = new PostgresConnections(PostgresUrl.Parse(database.Url), TimeSpan.FromSeconds(10));
        using var connection = connections.Open();
        new SchemaMigration(
            schema, new PostgresSchema(connections, connection), TimeProvider.System, NullLogger.Instance).Run();
    }

    private static async Task<int> VersionAsync(PostgresDatabase database, SchemaDefinition schema) =>
        await database.RunAsync($"SELECT to_regclass('{schema.VersionTable}') IS NULL") == "True"
            ? 0
            : int.Parse((await database.RunAsync($"SELECT max(version) FROM {schema.VersionTable}"))!, null);

    private static async Task AssertServesAsync(PostgresDatabase database, bool isOld, SchemaDefinition schema)
    {
        var storage = await database.OpenAsync();
        var stored = await storage.Store.LoadAsync(Alice, CancellationToken.None);
        Assert.Equal(isOld && schema == PostgresSchema.Definition ? 5 : 0, stored.Rev);
        await storage.Store.CommitAsync(Samples.Next(Alice, stored), CancellationToken.None);
        Assert.Equal(schema.Newest, await VersionAsync(database, schema));
        Assert.Equal("1", await database.RunAsync($"SELECT count(*) FROM {schema.VersionTable}"));
    }

    private async Task<PostgresDatabase> OldAsync(bool isOld, string tables)
    {
        var database = await PostgresDatabase.CreateAsync(postgres.Server);
        if (isOld)
        {
            var golden = tables == "rows" ? "Postgres-1" : "Cluster-1";
            await database.RunAsync(await File.ReadAllTextAsync(
                Repository.PathOf($"tests/Silo.Tests/Storage/Golden/{golden}.sql")));
        }

        return database;
    }
}
