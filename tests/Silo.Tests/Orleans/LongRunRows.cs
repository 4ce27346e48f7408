using TaskActors.Testing.Processes;
using TaskActors.Tests.Evidence;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// The rows of the long form in docs/cluster-verification.md. It takes half an hour, so its rows outlive the runs that
/// renew the rest of the file; each says when it was seen, and with which sources.
/// </summary>
internal static class LongRunRows
{
    private const string Heading = "## Lost in long runs\n";
    private const string HeadingAfter = "## Tests\n";

    private const string Opening = $"""
        {Heading}
        The same with `TASKACTORS_LONG=1`: each row with the day and the first digits of the sources that it was seen
        with. `kill -9` is measured where nothing else runs, and there a gap of more than 3 s fails the test.


        """;

    private static readonly string[] Head =
        [.. KillTable.Head.Split('\n').Zip([" day | sources |", " --- | --- |"], (line, more) => line + more)];

    /// <summary>What this run saw, if it was a long one.</summary>
    public static List<string> Seen(string sources, string today) => LongRuns.AreWanted
        ? [.. KillTable.Lines().Select(line => $"{line} {today} | `{sources[..12]}` |")] : [];

    /// <summary>The section of a file, what was seen in the place of what was seen before; empty without any.</summary>
    public static string Section(string file, IReadOnlyCollection<string> seen)
    {
        var (begin, end) = Bounds(file);
        var rows = file[begin..end].Split('\n').Where(line => line.StartsWith('|')).Skip(Head.Length)
            .Where(row => !seen.Any(line => NameOf(line) == NameOf(row)))
            .Concat(seen).Order(StringComparer.Ordinal).ToList();
        return rows.Count == 0 ? "" : $"{Opening}{string.Join('\n', Head.Concat(rows))}\n\n";
    }

    /// <summary>A file with that section renewed, and nothing else.</summary>
    public static string Renewed(string file, IReadOnlyCollection<string> seen)
    {
        var (begin, end) = Bounds(file);
        return file[..begin] + Section(file, seen) + file[end..];
    }

    private static string NameOf(string row) => row.Split('|')[1];

    /// <summary>From its heading to the next; before the list of tests when there is none yet.</summary>
    private static (int Begin, int End) Bounds(string file)
    {
        var end = file.IndexOf(HeadingAfter, StringComparison.Ordinal);
        end = end < 0 ? file.Length : end;
        var begin = file.IndexOf(Heading, StringComparison.Ordinal);
        return (begin < 0 ? end : begin, end);
    }
}
