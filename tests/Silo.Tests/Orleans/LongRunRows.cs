using TaskActors.Testing.Processes;
using TaskActors.Tests.Evidence;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// The rows of the long form in docs/cluster-verification.md. It takes half an hour, so its rows outlive the runs that
/// renew the rest of the file; each says when it was seen, and with which sources.
/// </summary>
internal static class LongRunRows
{
    private const string Heading = "## Lost in long runs";

    private const string Opening = $"""
        {Heading}

        The same with `TASKACTORS_LONG=1`: each row with the day and the first digits of the sources that it was seen
        with. `kill -9` is measured where nothing else runs, and there a gap of more than 3 s fails the test.


        """;

    private static readonly string[] Head =
        [.. KillTable.Head.Split('\n').Zip([" day | sources |", " --- | --- |"], (line, more) => line + more)];

    /// <summary>The section as it stands in a file, with what this run saw in the place of what it saw again.</summary>
    public static string Section(string file, string sources, string today)
    {
        var seen = LongRuns.AreWanted
            ? KillTable.Lines().Select(line => $"{line} {today} | `{sources[..12]}` |").ToList() : [];
        var rows = Rows(file).Where(row => !seen.Exists(line => NameOf(line) == NameOf(row))).Concat(seen)
            .Order(StringComparer.Ordinal).ToList();
        return rows.Count == 0 ? "" : $"{Opening}{string.Join('\n', Head.Concat(rows))}\n";
    }

    /// <summary>Writes what a long run saw into the file, whatever else of the tests ran with it.</summary>
    public static void Renew(string sources, string today)
    {
        if (!LongRuns.AreWanted || KillTable.Lines().Count == 0 || !File.Exists(EvidenceFile.FullPath))
        {
            return;
        }

        var file = File.ReadAllText(EvidenceFile.FullPath);
        var (begin, end) = Bounds(file);
        File.WriteAllText(
            EvidenceFile.FullPath, $"{file[..begin].TrimEnd()}\n\n{Section(file, sources, today)}\n{file[end..]}");
    }

    private static IEnumerable<string> Rows(string file)
    {
        var (begin, end) = Bounds(file);
        return file[begin..end].Split('\n').Where(line => line.StartsWith('|')).Skip(Head.Length);
    }

    private static string NameOf(string row) => row.Split('|')[1];

    /// <summary>From its heading to the next; before the list of tests when there is none yet.</summary>
    private static (int Begin, int End) Bounds(string file)
    {
        var begin = file.IndexOf($"{Heading}\n", StringComparison.Ordinal);
        var tests = file.IndexOf("## Tests\n", StringComparison.Ordinal);
        tests = tests < 0 ? file.Length : tests;
        return begin < 0 ? (tests, tests) : (begin, tests);
    }
}
