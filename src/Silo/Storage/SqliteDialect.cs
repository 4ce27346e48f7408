using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TaskActors.Storage;

/// <summary>SQLite: one file, one owner, a write-ahead log that is flushed before a commit is answered.</summary>
internal class SqliteDialect(string path, TimeSpan busyWait) : SqlDialect
{
    // The pages of a thousand lists or two, which are written again and again. With the 2 MB that SQLite takes by
    // itself, nearly every commit reads back the page that it changes; the more is kept, the longer many a commit looks
    // through it for pages behind the end of the file.
    private const int WriterCacheKibibytes = 8 * 1_024;

    // How many doubts there were, and up to which of them the log has been settled since.
    private int _doubts;
    private int _settled;

    public override string Location => path;

    // A plain BEGIN sees the moment of its first read, and holds up nobody.
    public override string BeginRead => "BEGIN";

    // At once, so that a lock held elsewhere is met before the first row is written, not in the middle.
    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override SchemaDefinition Schema => SqliteSchema.Definition;

    public override DbConnection OpenForWriting() => OpenSettledWith($"cache_size = -{WriterCacheKibibytes}");

    public override IWriteStatement PrepareWrite(
        DbConnection connection, string text, params ReadOnlySpan<string> parameters) =>
        new SqliteStatement((SqliteConnection)connection, text, parameters);

    public override Task<DbConnection> OpenForReadingAsync(CancellationToken cancellation) =>
        Task.FromResult<DbConnection>(OpenSettledWith("query_only = ON"));

    /// <summary>
    /// SQLite would go on writing to a file that was deleted, and every commit would be lost with the process.
    /// </summary>
    public override void RequireInPlace()
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException("The database file is gone.", path);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Two failures are certain. A transaction that is still open was stopped before anything was written
    /// (SQLITE_BUSY), and ROLLBACK ends it. SQLITE_FULL is a write to the log that found no room; the frame that makes
    /// a transaction count is the last one written, so the log holds none, and the next commit overwrites what it does
    /// hold. After any other failure, such as that of the flush, the whole transaction may lie in the log: this process
    /// no longer sees it, but if it died before its next commit, recovery would bring it back.
    /// </remarks>
    public override bool IsUnwritten(DbConnection connection, Exception error) =>
        error is SqliteException sqlite && connection is SqliteConnection { Handle: { } handle } open
        && (sqlite.SqliteErrorCode == raw.SQLITE_FULL
            || (raw.sqlite3_get_autocommit(handle) == 0 && TryRollback(open)));

    public override void Doubt() => Interlocked.Increment(ref _doubts);

    public override bool IsDamage(Exception error) =>
        error is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>Moves the log into the file, which then is the whole database.</summary>
    public override void Settle(DbConnection connection) =>
        SqlText.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>
    /// Deleted rows are overwritten in the file (<c>secure_delete</c>), but the write-ahead log still holds the pages
    /// as they were: it is moved into the file and cut to nothing.
    /// </summary>
    public override void Scrub(DbConnection connection)
    {
        if (SqlText.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != "0")
        {
            throw new SqliteException("A reader holds the write-ahead log.", raw.SQLITE_BUSY);
        }
    }

    private SqliteConnection OpenSettledWith(string pragma)
    {
        var connection = OpenSettled();
        try
        {
            SqlText.Execute(connection, "PRAGMA " + pragma);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// After a doubt, the log is written once more: a connection opened later may find the doubtful commit in it and
    /// believe it, although it never reached the disk, and a power cut would take with it all that is committed behind.
    /// </summary>
    private SqliteConnection OpenSettled()
    {
        var connection = SqliteConnections.OpenOurs(path, busyWait);
        var doubts = Volatile.Read(ref _doubts);
        if (doubts == Volatile.Read(ref _settled))
        {
            return connection;
        }

        try
        {
            // Nobody else writes meanwhile.
            SqlText.Execute(connection, BeginWrite);
            SqliteFile.WriteLogAgain(path);
            SqlText.Execute(connection, "ROLLBACK");
            Volatile.Write(ref _settled, doubts);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool TryRollback(SqliteConnection connection)
    {
        try
        {
            SqlText.Execute(connection, "ROLLBACK");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
