using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TaskActors.Storage;

/// <summary>
/// Copies a database page by page, as of one moment, into a new file for its owner only, and tells how far it is.
/// </summary>
internal static class DatabaseCopy
{
    private const int PagesAtOnce = 2_048;
    private const int TellsMax = 10;

    /// <summary>Makes the copy: one whole file without a log beside it, flushed to the disk.</summary>
    /// <param name="from">A connection whose transaction is open, or beside which nobody else writes.</param>
    /// <param name="to">The new file.</param>
    /// <param name="output">Told of progress.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <exception cref="SqliteException">Reading or writing failed.</exception>
    /// <exception cref="OperationCanceledException">Somebody interrupted it; a part of the file is there.</exception>
    public static void Make(SqliteConnection from, string to, TextWriter output, CancellationToken cancellation)
    {
        SqliteFile.MakeFile(to);
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = to, Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        };
        using var target = new SqliteConnection(text.ToString());
        target.Open();
        CopyPages(from, target, output, cancellation);
        // The header came along and asks for a write-ahead log; a file that is carried about should be one file.
        SqlText.Execute(target, "PRAGMA journal_mode = DELETE");
    }

    private static void CopyPages(
        SqliteConnection from, SqliteConnection to, TextWriter output, CancellationToken cancellation)
    {
        // In an open transaction SQLite reads all pages as of its moment: writers in other processes neither wait for
        // this nor make it begin anew.
        var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid)
        {
            throw Failure(to);
        }

        int code;
        var told = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            told = Tell(output, told, raw.sqlite3_backup_remaining(backup), raw.sqlite3_backup_pagecount(backup));
        }
        while (code == raw.SQLITE_OK);
        if (raw.sqlite3_backup_finish(backup) != raw.SQLITE_OK || code != raw.SQLITE_DONE)
        {
            throw Failure(to);
        }
    }

    private static int Tell(TextWriter output, int told, int remaining, int pages)
    {
        var done = pages == 0 ? TellsMax : (int)((long)(pages - remaining) * TellsMax / pages);
        if (done > told)
        {
            var percent = (done * 100 / TellsMax).ToString(CultureInfo.InvariantCulture);
            output.WriteLine($"copied {percent} %");
        }

        return Math.Max(done, told);
    }

    private static SqliteException Failure(SqliteConnection connection) =>
        new(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), raw.sqlite3_errcode(connection.Handle));
}
