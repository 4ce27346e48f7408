using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using TaskActors.Storage;

namespace TaskActors.Tests.Storage;

/// <summary>SQLite whose writer meets a fault that the test chooses; the file and everything else are real.</summary>
internal sealed class FailingDialect(string path) : SqliteDialect(path, TimeSpan.FromSeconds(1))
{
    /// <summary>How many more pages the file may grow by: a small disk. Null is a disk with room.</summary>
    public int? PagesLeft { get; set; }

    /// <summary>Whether COMMIT itself fails.</summary>
    public bool FailsAtCommit { get; set; }

    /// <summary>How often the writer opened a connection.</summary>
    public int Opened { get; private set; }

    public override DbConnection OpenForWriting()
    {
        var connection = (SqliteConnection)base.OpenForWriting();
        Opened++;
        if (PagesLeft is { } left)
        {
            var pages = int.Parse(SqliteFolder.Run(connection, "PRAGMA page_count")!, null);
            SqliteFolder.Run(connection, $"PRAGMA max_page_count = {pages + left}");
        }

        raw.sqlite3_commit_hook(connection.Handle, _ => FailsAtCommit ? 1 : 0, null);
        return connection;
    }
}
