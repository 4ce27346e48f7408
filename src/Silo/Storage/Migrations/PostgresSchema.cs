using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// Makes our tables in a schema of our own, brings those of an older program up to date, and refuses a server or a
/// schema that cannot be ours.
/// </summary>
internal sealed class PostgresSchema(PostgresConnections connections, NpgsqlConnection connection) : ISchemaDatabase
{
    private const int ServerVersionMin = 150_000;

    public static SchemaDefinition Definition { get; } = SchemaDefinition.Of(
        "schema version", "schema_version", "users", "Schema.Postgres.sql", "Schema.Postgres.2.sql");

    public DbConnection Connection => connection;

    public string Location => connections.Location;

    /// <exception cref="SetupException">The server cannot hold our tables; it is left as it was.</exception>
    public void RequireUsable(ILogger logger)
    {
        var versionMin = ServerVersionMin.ToString(CultureInfo.InvariantCulture);
        Require(
            $"SELECT current_setting('server_version_num')::int >= {versionMin}",
            "has a server older than PostgreSQL 15, which this program was not made for");
        Require(
            "SELECT current_setting('server_encoding') = 'UTF8'",
            "is not encoded in UTF8, and could not hold every text");
        Require(
            "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'",
            "only reads (a standby server?)");
        if (SqlText.Scalar(connection, "SHOW fsync") != "on")
        {
            Log.ServerDoesNotFlush(logger, connections.Location);
        }
    }

    public void Lock() => SqlText.Execute(
        connection, $"SET LOCAL lock_timeout = 60000; {PostgresLocks.TakeSchema}", secondsMax: 0);

    public int VersionOf(SchemaDefinition schema)
    {
        if (HasTable(schema.VersionTable))
        {
            return schema.VersionIn(connection);
        }

        Require(
            $"""
            SELECT to_regclass('{PostgresConnections.Schema}.schema_version') IS NOT NULL OR NOT EXISTS (
                   SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('{PostgresConnections.Schema}'))
            """,
            $"holds tables of another program in its schema {PostgresConnections.Schema}");
        return 0;
    }

    public void PrepareStep(SchemaDefinition schema, int version)
    {
        // Asked first: CREATE SCHEMA wants a right that whoever prepared the schema for us may have kept.
        if (SqlText.Scalar(connection, $"SELECT to_regnamespace('{PostgresConnections.Schema}') IS NULL") == "True")
        {
            SqlText.Execute(connection, $"CREATE SCHEMA {PostgresConnections.Schema}");
        }

        if (HasTable(schema.FencedTable))
        {
            // Nodes of an older program go on beside this. What they have begun to write ends before the step; what
            // they write later meets the fence that the step leaves.
            SqlText.Execute(connection, $"LOCK TABLE {schema.FencedTable} IN EXCLUSIVE MODE", secondsMax: 0);
        }
    }

    private bool HasTable(string name) => SqlText.Scalar(
        connection, $"SELECT to_regclass('{PostgresConnections.Schema}.{name}') IS NOT NULL") == "True";

    private void Require(string question, string whyNot)
    {
        if (SqlText.Scalar(connection, question) != "True")
        {
            throw new SetupException($"The {connections.Location} {whyNot}; it was left as it is.");
        }
    }
}
