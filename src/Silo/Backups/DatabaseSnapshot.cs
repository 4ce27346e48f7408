using System.Globalization;
using Microsoft.Data.Sqlite;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>
/// A database file as of one moment, opened for reading beside its owner: commits go on, and this sees none of them.
/// </summary>
internal sealed class DatabaseSnapshot : IDisposable
{
    private DatabaseSnapshot(string path, SqliteConnection connection) => (Path, Connection) = (path, connection);

    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <summary>The schema's version; 0 if the file does not say.</summary>
    public int Version { get; private init; }

    public long Bytes => Number("PRAGMA page_count") * Number("PRAGMA page_size");

    /// <exception cref="SetupException">It is not a database of this program, or of a newer one.</exception>
    /// <exception cref="SqliteException">It is damaged.</exception>
    public static DatabaseSnapshot Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new SetupException($"There is no database at '{path}'.");
        }

        SqliteFile.RequireSqlite(path);
        var connection = SqliteConnections.OpenReadOnly(path);
        try
        {
            SqliteConnections.Run(connection, "BEGIN");
            RequireOurs(path, SqliteConnections.Ask(connection, "PRAGMA application_id"));
            var snapshot = new DatabaseSnapshot(path, connection) { Version = VersionOf(connection) };
            snapshot.RequireKnown();
            return snapshot;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Number(string sql) =>
        Convert.ToInt64(SqliteConnections.Ask(Connection, sql), CultureInfo.InvariantCulture);

    public void Dispose() => Connection.Dispose();

    private static void RequireOurs(string path, string? application)
    {
        var ours = SqliteConnections.ApplicationId.ToString(CultureInfo.InvariantCulture);
        if (!string.Equals(application, ours, StringComparison.Ordinal))
        {
            throw new SetupException($"'{path}' is a database of another program; it was left as it is.");
        }
    }

    private static int VersionOf(SqliteConnection connection)
    {
        var hasTable = SqliteConnections.Ask(
            connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'") == "1";
        var version = hasTable ? SqliteConnections.Ask(connection, "SELECT max(version) FROM schema_version") : null;
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0;
    }

    private void RequireKnown()
    {
        if (Version > SqliteSchema.Newest)
        {
            throw new SetupException(
                $"'{Path}' has schema version {Version}, which a newer program made; this one knows up to "
                + $"{SqliteSchema.Newest}; it was left as it is.");
        }
    }
}
