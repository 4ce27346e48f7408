using System.Globalization;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>Backs a database file up beside its running owner, and reads the backup back before it counts.</summary>
public static class DatabaseBackup
{
    private const string Unfinished = ".partial";
    private const string Damaged = ".damaged";
    private const double BytesPerMegabyte = 1_024 * 1_024;

    /// <summary>
    /// Writes what was committed when it began into a new file. A copy in which the check finds something wrong is kept
    /// under another name, <c>.damaged</c>: it may be the best there is, and is not a backup.
    /// </summary>
    /// <param name="from">The database.</param>
    /// <param name="to">The new file; its folder must be there.</param>
    /// <param name="output">Told of progress and findings.</param>
    /// <param name="cancellation">Ends it; the unfinished file is removed.</param>
    /// <returns>What the check of the backup found.</returns>
    /// <exception cref="SetupException">It could not be made, or a file of that name is there.</exception>
    public static CheckReport Run(string from, string to, TextWriter output, CancellationToken cancellation)
    {
        RefuseToOverwrite(to);
        var unfinished = to + Unfinished;
        try
        {
            File.Delete(unfinished);
            var report = Make(from, unfinished, output, cancellation);
            var name = report.IsGood ? to : to + Damaged;
            File.Move(unfinished, name, overwrite: !report.IsGood);
            output.WriteLine(report.IsGood
                ? $"backup: {name} ({SizeOf(name)} MiB; {report})"
                : $"no backup, because of what is wrong; the copy is kept as {name} ({report})");
            return report;
        }
        catch (Exception error) when (SqliteFailures.WhyNot(error) is { } why)
        {
            throw new SetupException($"The backup '{to}' could not be made: {why}.", error);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static CheckReport Make(string from, string to, TextWriter output, CancellationToken cancellation)
    {
        using (var snapshot = DatabaseSnapshot.Open(from))
        {
            DatabaseCopy.Make(snapshot.Connection, to, output, cancellation);
        }

        using var copy = DatabaseSnapshot.Open(to);
        return DatabaseCheck.Run(copy, output, cancellation);
    }

    private static void RefuseToOverwrite(string to)
    {
        if (Path.Exists(to))
        {
            throw new SetupException($"'{to}' is there already; a backup overwrites nothing.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(to)))
        {
            throw new SetupException($"There is no folder '{Path.GetDirectoryName(to)}' for the backup.");
        }
    }

    private static string SizeOf(string path) =>
        (new FileInfo(path).Length / BytesPerMegabyte).ToString("0.0", CultureInfo.InvariantCulture);
}
