using System.Collections.Concurrent;
using System.Globalization;

namespace TaskActors.Tests.Cluster;

/// <summary>What this run saw when real processes were lost, for docs/cluster-verification.md.</summary>
internal static class KillTable
{
    /// <summary>The two lines above the rows.</summary>
    public const string Head = """
        | what was lost | rounds | acknowledged | lost | doubled | answers of 503 | gap |
        | --- | --- | --- | --- | --- | --- | --- |
        """;

    private static readonly ConcurrentQueue<Row> Rows = new();

    public static void Add(Row row) => Rows.Enqueue(row);

    /// <summary>As lines of a table; none when no process was lost in this run.</summary>
    public static IReadOnlyList<string> Lines() =>
    [
        .. Rows.OrderBy(row => row.What, StringComparer.Ordinal).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.What} | {row.Rounds} | {row.Acknowledged} | 0 | 0 | {row.Refused} | {Text(row.Gaps)} |")),
    ];

    private static string Text(IReadOnlyCollection<TimeSpan> gaps) => gaps.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{gaps.Min().TotalSeconds:0.0}–{gaps.Max().TotalSeconds:0.0} s");

    /// <param name="What">What was lost, and how.</param>
    /// <param name="Rounds">How often.</param>
    /// <param name="Acknowledged">Writes that were answered with success; none of them was lost or doubled.</param>
    /// <param name="Refused">Answers of 503.</param>
    /// <param name="Gaps">The longest time without an acknowledgement of any user, of each round.</param>
    internal sealed record Row(
        string What, int Rounds, int Acknowledged, int Refused, IReadOnlyCollection<TimeSpan> Gaps);
}
