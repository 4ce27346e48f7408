using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>
/// Makes a database of a backup. Whatever was done between the backup and its restoring is gone, but clients have seen
/// its numbers: it is fenced before it gets its name.
/// </summary>
public sealed class DatabaseRestore(TimeProvider time)
{
    private const string Unfinished = ".restoring";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Restores a backup to where there is no database.</summary>
    /// <param name="files">Which backup goes where.</param>
    /// <param name="raise">What revisions and ids are raised by.</param>
    /// <param name="acceptsDamage">Whether to go on when the check of the backup finds something wrong.</param>
    /// <param name="output">Told of progress and findings.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    /// <returns>What the check of the backup found; if not accepted, nothing was restored.</returns>
    /// <exception cref="SetupException">It could not be restored; what is there was left.</exception>
    public async Task<CheckReport> RunAsync(
        RestoreFiles files, long raise, bool acceptsDamage, TextWriter output, CancellationToken cancellation)
    {
        var to = SqliteFile.Resolve(files.To);
        var unfinished = to + Unfinished;
        try
        {
            SqliteFile.MakeFolder(to);
            // While a process owns the place it may not be taken, whether or not its file is still there.
            using var owner = await OwnerLock.TakeAsync(to, Wait, time, static () => { }, cancellation);
            RefuseToOverwrite(to);
            try
            {
                Remove(unfinished);
                using var backup = DatabaseSnapshot.Open(files.From);
                var report = DatabaseCheck.Run(backup, output, cancellation);
                if (report.IsGood || acceptsDamage)
                {
                    Make(backup, unfinished, raise, output, cancellation);
                    File.Move(unfinished, to);
                }

                return report;
            }
            finally
            {
                Remove(unfinished);
            }
        }
        catch (Exception error) when (SqliteFailures.WhyNot(error) is { } why)
        {
            throw new SetupException($"'{files.From}' could not be restored to '{to}': {why}.", error);
        }
    }

    private void Make(
        DatabaseSnapshot backup, string to, long raise, TextWriter output, CancellationToken cancellation)
    {
        DatabaseCopy.Make(backup.Connection, to, output, cancellation);
        SqliteSchema.Migrate(to, Wait, backsUp: false, time, NullLogger.Instance);
        var dialect = new SqliteDialect(to, Wait);
        using var connection = dialect.OpenForWriting();
        DatabaseFence.Raise(connection, raise, time.GetUtcNow());
        dialect.Settle(connection);
    }

    private static void RefuseToOverwrite(string to)
    {
        // An empty log is what a reader of a database that was moved away leaves; one with content belongs to commits.
        foreach (var file in (string[])[to, to + "-wal"])
        {
            if (Path.Exists(file) && (file == to || new FileInfo(file).Length > 0))
            {
                throw new SetupException(
                    $"'{file}' is there already, and nothing is overwritten. Move the old database away first, with "
                    + "the -wal and -shm files beside it.");
            }
        }
    }

    private static void Remove(string unfinished)
    {
        foreach (var end in (string[])["", "-journal", "-wal", "-shm"])
        {
            File.Delete(unfinished + end);
        }
    }
}
