using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>
/// Makes the tables of a new file, brings those of an older program up to date, and refuses all other files.
/// </summary>
internal sealed class SqliteSchema(string path, TimeSpan busyWait, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// The script that leads to version 1, to version 2, and so on; never changed once they were released.
    /// </summary>
    private static readonly string[] Scripts = ["Schema.Sqlite.sql", "Schema.Sqlite.2.sql"];

    /// <summary>The version of this program.</summary>
    public static int Newest => Scripts.Length;

    /// <summary>The script that leads from this version to the next one.</summary>
    public static string ScriptOf(int version) => EmbeddedScript.Read(Scripts[version]);

    /// <summary>
    /// Says whether the file may be used, without changing it: it is new and empty, or ours and not newer than this
    /// program.
    /// </summary>
    public void RequireUsable()
    {
        using var connection = SqliteConnections.OpenReadOnly(path);
        var application = SqliteConnections.Ask(connection, "PRAGMA application_id");
        if (!string.Equals(application, Text(SqliteConnections.ApplicationId), StringComparison.Ordinal))
        {
            RequireEmpty(connection);
            return;
        }

        var version = VersionOf(connection);
        if (version > Scripts.Length)
        {
            throw new SetupException(
                $"'{path}' has schema version {version}, which a newer program made; this one knows up to "
                + $"{Scripts.Length}; it was left as it is.");
        }
    }

    /// <summary>Brings the tables to the version of this program, and proves that the file can be written.</summary>
    public void Prepare()
    {
        // The process before this one may have died after a failed flush.
        SqliteFile.WriteLogAgain(path);
        using var connection = SqliteConnections.OpenToPrepare(path, busyWait);
        SqliteConnections.Run(connection, "BEGIN IMMEDIATE");
        var before = VersionOf(connection);
        for (var version = before; version < Scripts.Length; version++)
        {
            Apply(connection, version);
        }

        SqliteConnections.Run(connection, $"UPDATE schema_version SET proved_at = '{Now()}'");
        SqliteConnections.Run(connection, "COMMIT");
        if (before > 0 && before < Scripts.Length)
        {
            Log.Migrated(logger, path, before, Scripts.Length);
        }
    }

    private void Apply(SqliteConnection connection, int version)
    {
        SqliteConnections.Run(connection, ScriptOf(version));
        SqliteConnections.Run(connection, $"PRAGMA application_id = {Text(SqliteConnections.ApplicationId)}");
        var row = $"{Text(version + 1)}, '{Now()}', '{Now()}'";
        SqliteConnections.Run(
            connection, $"INSERT INTO schema_version (version, applied_at, proved_at) VALUES ({row})");
    }

    private void RequireEmpty(SqliteConnection connection)
    {
        var content = SqliteConnections.Ask(connection, "SELECT count(*) FROM sqlite_schema");
        var application = SqliteConnections.Ask(connection, "PRAGMA application_id");
        var version = SqliteConnections.Ask(connection, "PRAGMA user_version");
        if ((content, application, version) is not ("0", "0", "0"))
        {
            throw new SetupException($"'{path}' is a database of another program; it was left as it is.");
        }
    }

    private static int VersionOf(SqliteConnection connection) =>
        SqliteConnections.Ask(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == "0"
            ? 0
            : int.Parse(
                SqliteConnections.Ask(connection, "SELECT max(version) FROM schema_version")!,
                CultureInfo.InvariantCulture);

    private string Now() => Instants.Format(time.GetUtcNow());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
