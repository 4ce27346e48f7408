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
            SqlText.Execute(connection, "BEGIN");
            RequireOurs(path, SqlText.Scalar(connection, "PRAGMA application_id"));
            var version = SqliteSchema.VersionOf(connection);
            SqliteSchema.Definition.RequireAllowed(connection, version, $"'{path}'");
            return new DatabaseSnapshot(path, connection) { Version = version };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Number(string sql) => SqlText.Number(Connection, sql);

    public void Dispose() => Connection.Dispose();

    private static void RequireOurs(string path, string application)
    {
        if (application != SqliteConnections.ApplicationId)
        {
            throw new SetupException($"'{path}' is a database of another program; it was left as it is.");
        }
    }
}
