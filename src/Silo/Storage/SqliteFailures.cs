using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TaskActors.Storage;

/// <summary>Says in one sentence why a database file could not be opened.</summary>
internal static class SqliteFailures
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x8007_0070);

    /// <returns>Half a sentence; null for an error that is not about the file: it is a bug, and shall look like
    /// one.</returns>
    public static string? WhyNot(Exception error) => error switch
    {
        UnauthorizedAccessException => "this program has no right to write there",
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => "the disk is full",
        IOException => error.Message.TrimEnd('.'),
        SqliteException sqlite => WhyNot(sqlite),
        _ => null,
    };

    private static string WhyNot(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => "this program has no right to write there",
        raw.SQLITE_NOTADB => "it is not an SQLite database, and was left as it is",
        raw.SQLITE_CORRUPT => "its content is damaged, and was left as it is",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds a lock on it",
        _ => error.Message.TrimEnd('.'),
    };
}
