using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>
/// Makes the tables of a new file, brings those of an older program up to date, and refuses all other files.
/// </summary>
internal sealed class SqliteSchema(string path, SqliteConnection connection, bool backsUp, ILogger logger)
    : ISchemaDatabase
{
    private const string Unfinished = ".partial";

    private bool _hasBegun;

    public static SchemaDefinition Definition { get; } = SchemaDefinition.Of(
        "schema version", "schema_version", "users",
        "Schema.Sqlite.sql", "Schema.Sqlite.2.sql", "Schema.Sqlite.3.sql");

    public DbConnection Connection => connection;

    public string Location => $"'{path}'";

    /// <summary>The version of a file's tables; 0 if there are none.</summary>
    public static int VersionOf(SqliteConnection connection) =>
        SqlText.Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == "0"
            ? 0
            : Definition.VersionIn(connection);

    /// <summary>Refuses, without changing it, a file that is neither ours nor new and empty.</summary>
    /// <exception cref="SetupException">It was left as it is.</exception>
    public static void RequireUsable(string path)
    {
        using var connection = SqliteConnections.OpenReadOnly(path);
        var application = SqlText.Scalar(connection, "PRAGMA application_id");
        if (application == SqliteConnections.ApplicationId)
        {
            Definition.RequireAllowed(connection, VersionOf(connection), $"'{path}'");
        }
        else if (application != "0" || SqlText.Scalar(connection, "PRAGMA user_version") != "0"
            || SqlText.Scalar(connection, "SELECT count(*) FROM sqlite_schema") != "0")
        {
            throw new SetupException($"'{path}' is a database of another program; it was left as it is.");
        }
    }

    /// <summary>Brings the tables to the version of this program, and proves that the file can be written.</summary>
    /// <exception cref="SetupException">It cannot be used; it was left as it is.</exception>
    public static void Migrate(string path, TimeSpan busyWait, bool backsUp, TimeProvider time, ILogger logger)
    {
        RequireUsable(path);
        // The process before this one may have died after a failed flush.
        SqliteFile.WriteLogAgain(path);
        using var connection = SqliteConnections.OpenToPrepare(path, busyWait);
        new SchemaMigration(Definition, new SqliteSchema(path, connection, backsUp, logger), time, logger).Run();
    }

    public void Lock()
    {
        // The transaction is the lock: it began with BEGIN IMMEDIATE.
    }

    public int VersionOf(SchemaDefinition schema) => VersionOf(connection);

    public void PrepareStep(SchemaDefinition schema, int version)
    {
        if (version == 0)
        {
            SqlText.Execute(connection, $"PRAGMA application_id = {SqliteConnections.ApplicationId}");
        }
        else if (backsUp && !_hasBegun)
        {
            BackUp(string.Create(CultureInfo.InvariantCulture, $"{path}.schema-{version}.backup"));
        }

        _hasBegun = true;
    }

    /// <summary>
    /// Copies the file as it was before the first step. A copy of the same version, from a start that was killed, is
    /// replaced: however often a start fails, one copy lies there.
    /// </summary>
    private void BackUp(string to)
    {
        try
        {
            File.Delete(to + Unfinished);
            // Another connection than the one that holds the lock: SQLite copies nothing out of an open write.
            using var source = SqliteConnections.OpenReadOnly(path);
            DatabaseCopy.Make(source, to + Unfinished, TextWriter.Null, CancellationToken.None);
            File.Move(to + Unfinished, to, overwrite: true);
            Log.BackedUp(logger, Location, to);
        }
        finally
        {
            File.Delete(to + Unfinished);
        }
    }
}
