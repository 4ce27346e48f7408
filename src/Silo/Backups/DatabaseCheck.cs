using Microsoft.Data.Sqlite;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>Reads everything in a database file beside its owner, and says in sentences what is wrong.</summary>
public static class DatabaseCheck
{
    private const int UsersBetweenTells = 10_000;
    private const string IsStray = "user_key NOT IN (SELECT user_key FROM users)";

    /// <summary>
    /// Whose rows are looked at: everybody's, then those of users who have no row of their own, which is wrong. One
    /// table after the other, so that a damaged one does not hide the rest.
    /// </summary>
    private static readonly (string Table, string Query)[] Keys =
    [
        ("users", "SELECT user_key FROM users"),
        ("tasks", $"SELECT DISTINCT user_key FROM tasks WHERE {IsStray}"),
        ("tombstones", $"SELECT DISTINCT user_key FROM tombstones WHERE {IsStray}"),
        ("receipts", $"SELECT DISTINCT user_key FROM receipts WHERE {IsStray}"),
    ];

    /// <summary>Checks a file; neither it nor its log is changed.</summary>
    /// <param name="path">The database, which may be in use, or a backup.</param>
    /// <param name="output">Told of progress, and of each finding at once.</param>
    /// <param name="cancellation">Ends it between two users.</param>
    /// <exception cref="SetupException">It is not a database of this program, or cannot be read at all.</exception>
    public static CheckReport Run(string path, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            using var snapshot = DatabaseSnapshot.Open(path);
            return Run(snapshot, output, cancellation);
        }
        catch (Exception error) when (SqliteFailures.WhyNot(error) is { } why)
        {
            throw new SetupException($"'{path}' cannot be read: {why}.", error);
        }
    }

    internal static CheckReport Run(DatabaseSnapshot snapshot, TextWriter output, CancellationToken cancellation)
    {
        var findings = new Findings(output);
        output.WriteLine($"checks {snapshot.Path}, schema version {snapshot.Version}");
        CheckStructure(snapshot, findings);
        var report = SchemaCheck.Run(snapshot, findings)
            ? CheckUsers(snapshot, findings, output, cancellation)
            : new CheckReport();
        return report with { Findings = findings.Count };
    }

    /// <summary>SQLite's own check of its pages and indexes.</summary>
    private static void CheckStructure(DatabaseSnapshot snapshot, Findings findings)
    {
        try
        {
            using var command = snapshot.Connection.CreateCommand();
            command.CommandText = $"PRAGMA integrity_check({Findings.ToldMax})";
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var said = row.GetString(0);
                findings.AddUnless(said == "ok", $"The file is damaged: {said.TrimEnd('.')}.");
            }
        }
        catch (SqliteException error)
        {
            findings.Add($"The file is damaged: {error.Message.TrimEnd('.')}.");
        }
    }

    private static CheckReport CheckUsers(
        DatabaseSnapshot snapshot, Findings findings, TextWriter output, CancellationToken cancellation)
    {
        var report = new CheckReport();
        var strays = new HashSet<string>(StringComparer.Ordinal);
        using var check = new UserRowsCheck(snapshot, findings);
        foreach (var (table, query) in Keys)
        {
            try
            {
                foreach (var key in KeysOf(snapshot.Connection, query))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (table == Keys[0].Table || strays.Add(key))
                    {
                        report = check.Run(key, report);
                        Tell(report, output);
                    }
                }
            }
            catch (SqliteException error)
            {
                findings.Add($"The table {table} cannot be read to its end: {error.Message.TrimEnd('.')}.");
            }
        }

        return report;
    }

    private static void Tell(CheckReport report, TextWriter output)
    {
        if (report.Users % UsersBetweenTells == 0)
        {
            output.WriteLine($"checked {report.Users} users");
        }
    }

    private static IEnumerable<string> KeysOf(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        // Every text is a constant of this file.
        command.CommandText = query;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return row.GetString(0);
        }
    }
}
