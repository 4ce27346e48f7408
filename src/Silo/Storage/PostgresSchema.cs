using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// Makes our tables in a schema of our own, brings those of an older program up to date, and refuses a server or a
/// schema that cannot be ours. Processes that start together take turns.
/// </summary>
internal sealed class PostgresSchema(PostgresConnections connections, TimeProvider time, ILogger logger)
{
    private const int VersionMin = 150_000;

    /// <summary>
    /// The script that leads to version 1, to version 2, and so on; never changed once they were released.
    /// </summary>
    private static readonly string[] Scripts = ["Schema.Postgres.sql"];

    /// <summary>The version of this program.</summary>
    public static int Newest => Scripts.Length;

    /// <summary>Brings the tables to the version of this program, and proves that they can be written.</summary>
    /// <exception cref="SetupException">The database cannot be used; it is left as it was.</exception>
    public void Prepare(NpgsqlConnection connection)
    {
        RequireUsable(connection);
        using var transaction = connection.BeginTransaction();
        // One applies, the others wait and find it done.
        PostgresConnections.Run(connection, $"SET LOCAL lock_timeout = 60000; {PostgresLocks.TakeSchema}");
        var before = VersionOf(connection);
        RequireOurs(connection, before);
        for (var version = before; version < Scripts.Length; version++)
        {
            Apply(connection, version);
        }

        PostgresConnections.Run(connection, $"UPDATE schema_version SET proved_at = '{Now()}'");
        transaction.Commit();
        if (before > 0 && before < Scripts.Length)
        {
            Log.Migrated(logger, connections.Location, before, Scripts.Length);
        }
    }

    private void RequireUsable(NpgsqlConnection connection)
    {
        Require(
            connection, $"SELECT current_setting('server_version_num')::int >= {Text(VersionMin)}",
            "has a server older than PostgreSQL 15, which this program was not made for");
        Require(
            connection, "SELECT current_setting('server_encoding') = 'UTF8'",
            "is not encoded in UTF8, and could not hold every text");
        Require(
            connection, "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'",
            "only reads (a standby server?)");
        if (PostgresConnections.Ask(connection, "SHOW fsync") != "on")
        {
            Log.ServerDoesNotFlush(logger, connections.Location);
        }
    }

    private void RequireOurs(NpgsqlConnection connection, int version)
    {
        if (version > Scripts.Length)
        {
            throw new SetupException(
                $"The {connections.Location} has schema version {version}, which a newer program made; this one knows "
                + $"up to {Scripts.Length}; it was left as it is.");
        }

        var content = PostgresConnections.Ask(
            connection,
            $"SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('{PostgresConnections.Schema}')");
        if (version == 0 && content != "0")
        {
            throw new SetupException(
                $"The schema {PostgresConnections.Schema} of the {connections.Location} holds tables of another "
                + "program; it was left as it is.");
        }
    }

    private void Apply(NpgsqlConnection connection, int version)
    {
        // Asked first: CREATE SCHEMA wants a right that whoever prepared the schema for us may have kept.
        if (PostgresConnections.Ask(
            connection, $"SELECT to_regnamespace('{PostgresConnections.Schema}') IS NULL") == "True")
        {
            PostgresConnections.Run(connection, $"CREATE SCHEMA {PostgresConnections.Schema}");
        }

        PostgresConnections.Run(connection, EmbeddedScript.Read(Scripts[version]));
        PostgresConnections.Run(
            connection,
            "INSERT INTO schema_version (version, applied_at, proved_at) "
            + $"VALUES ({Text(version + 1)}, '{Now()}', '{Now()}')");
    }

    private static int VersionOf(NpgsqlConnection connection) =>
        PostgresConnections.Ask(
            connection, $"SELECT to_regclass('{PostgresConnections.Schema}.schema_version') IS NULL") == "True"
            ? 0
            : int.Parse(
                PostgresConnections.Ask(connection, "SELECT COALESCE(max(version), 0) FROM schema_version")!,
                CultureInfo.InvariantCulture);

    private void Require(NpgsqlConnection connection, string question, string whyNot)
    {
        if (PostgresConnections.Ask(connection, question) != "True")
        {
            throw new SetupException($"The {connections.Location} {whyNot}; it was left as it is.");
        }
    }

    private string Now() => Instants.Format(time.GetUtcNow());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
