using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using TaskActors.Testing;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>The same tasks in everybody's store: the peers' are written straight into their tables.</summary>
internal static class Seeds
{
    public const string Description = "Two litres, from the shop at the corner";

    private const string Columns =
        "(id, user_id, title, description, completed, priority, tags, sort_order, created_at, updated_at, rev)";

    public static string Title(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"Buy milk and bread, {number}");

    public static async Task MakePostgresAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            await File.ReadAllTextAsync(Repository.PathOf("bench/peers/schema.postgres.sql")));
        await command.ExecuteNonQueryAsync();
    }

    public static async Task SeedPostgresAsync(NpgsqlDataSource database, int first, int count)
    {
        await using var insert = database.CreateCommand(
            $"""
            INSERT INTO tasks {Columns}
            SELECT u * {Crowd.TasksCount} + n, 'bench' || lpad(u::text, 27, '0'), 'Buy milk and bread, ' || n,
              '{Description}', false, 'none', ARRAY[]::text[], 0, now(), now(), 1
              FROM generate_series({first}, {first + count - 1}) u, generate_series(1, {Crowd.TasksCount}) n
            """);
        await insert.ExecuteNonQueryAsync();
        // As it would be after a while of use.
        await using var vacuum = database.CreateCommand("VACUUM ANALYZE tasks");
        await vacuum.ExecuteNonQueryAsync();
    }

    public static void MakeSqlite(string path)
    {
        using var connection = Open(path);
        Run(connection, File.ReadAllText(Repository.PathOf("bench/peers/schema.sqlite.sql")));
    }

    public static void SeedSqlite(string path, int first, int count)
    {
        using var connection = Open(path);
        Run(connection,
            $"""
            WITH RECURSIVE u(u) AS (SELECT {first} UNION ALL SELECT u + 1 FROM u WHERE u < {first + count - 1}),
              n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {Crowd.TasksCount})
            INSERT INTO tasks {Columns}
            SELECT u * {Crowd.TasksCount} + n, printf('bench%027d', u), 'Buy milk and bread, ' || n,
              '{Description}', 0, 'none', '[]', 0, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z', 1
              FROM u, n
            """);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
