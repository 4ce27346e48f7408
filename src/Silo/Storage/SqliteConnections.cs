using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TaskActors.Storage;

/// <summary>Opens connections to a database file with the settings that our promises rest on, each read back.</summary>
internal static class SqliteConnections
{
    /// <summary>"TskA" as a number: what the file's header says of whose it is.</summary>
    public const string ApplicationId = "1416850241";

    /// <summary>What must be so on every connection, and why a database that refuses it cannot be used.</summary>
    private static readonly (string Setting, string Value, string ReadBack)[] Settings =
    [
        // Every commit is flushed to the disk before it returns; macOS flushes only when asked for a full one.
        ("synchronous", "FULL", "2"),
        ("fullfsync", "ON", "1"),
        // What was deleted is overwritten in the file.
        ("secure_delete", "ON", "1"),
        ("foreign_keys", "OFF", "0"),
        ("trusted_schema", "OFF", "0"),
        // Pages of log after which they go into the file: 32 MB. Users write the same few pages again and again, and
        // a page that is in the log many times goes into the file once.
        ("wal_autocheckpoint", "8000", "8000"),
    ];

    /// <summary>Opens an existing file for a check that must not change it.</summary>
    public static SqliteConnection OpenReadOnly(string path) =>
        Open(path, SqliteOpenMode.ReadOnly, TimeSpan.FromSeconds(5));

    /// <summary>Opens a database that is ours already.</summary>
    public static SqliteConnection OpenOurs(string path, TimeSpan busyWait) => OpenDurable(path, busyWait, connection =>
    {
        Require(connection, path, "journal_mode", "wal");
        Require(connection, path, "application_id", ApplicationId);
    });

    /// <summary>Opens a file that is ours, or empty and to become so: turns the write-ahead log on.</summary>
    public static SqliteConnection OpenToPrepare(string path, TimeSpan busyWait) =>
        OpenDurable(path, busyWait, connection =>
        {
            SqlText.Execute(connection, "PRAGMA journal_mode = WAL");
            Require(connection, path, "journal_mode", "wal");
        });

    private static SqliteConnection OpenDurable(string path, TimeSpan busyWait, Action<SqliteConnection> check)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite, busyWait);
        try
        {
            var milliseconds = ((int)busyWait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            SqlText.Execute(connection, $"PRAGMA busy_timeout = {milliseconds}");
            foreach (var (setting, value, readBack) in Settings)
            {
                SqlText.Execute(connection, $"PRAGMA {setting} = {value}");
                Require(connection, path, setting, readBack);
            }

            check(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, TimeSpan busyWait)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // Never one that makes the file: a file that went away must not come back empty.
            Mode = mode,
            Pooling = false,
            // Whole seconds, and 0 would be for ever.
            DefaultTimeout = Math.Max(1, (int)busyWait.TotalSeconds),
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Require(SqliteConnection connection, string path, string setting, string value)
    {
        var found = SqlText.Scalar(connection, $"PRAGMA {setting}");
        if (!string.Equals(found, value, StringComparison.Ordinal))
        {
            throw new SetupException($"'{path}' does not keep {setting} = {value} but has {found}; it is not used.");
        }
    }
}
