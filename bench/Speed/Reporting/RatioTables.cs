using System.Globalization;
using System.Text;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>Against bare Kestrel, against the best peer, and against the disk.</summary>
internal sealed class RatioTables(Results results, IReadOnlyList<Candidate> candidates, StringBuilder text)
{
    private const string Format = "0.00";

    /// <summary>Of what the disk allows, what durable writes should reach where it is less than their share.</summary>
    private const double OfDisk = 0.7;

    /// <summary>How many times bare Kestrel's p99 that of a read may be.</summary>
    private const double OfBareP99 = 2;

    private Candidate? Bare => candidates.FirstOrDefault(candidate => !candidate.IsReal);

    private Spread Disk => Spread.Of(results.DiskTransactions);

    public void Write()
    {
        foreach (var ours in candidates.Where(candidate => candidate.IsOurs))
        {
            Line();
            Line($"## {ours.Title}, against the others");
            Line();
            Line("| work | of bare Kestrel | wanted | of the best peer | wanted | best peer | p99 of bare Kestrel's |");
            Line("| --- | ---: | ---: | ---: | ---: | --- | ---: |");
            foreach (var work in Work.All)
            {
                WriteRow(ours, work);
            }
        }

        WriteDisk();
    }

    private void WriteRow(Candidate ours, Work work)
    {
        var bare = Bare;
        var rival = results.BestRival(candidates, work);
        var p99 = bare is null ? "" : Ratio(ours, bare, work, slice => slice.P99Milliseconds)
            + (work.IsRead ? $" (wanted ≤ {Text(OfBareP99)})" : "");
        Line($"| {work.Name} | {Rate(ours, bare, work)} | ≥ {Text(work.OfBare)} "
            + $"| {Rate(ours, rival, work)} | ≥ {Text(work.OfPeer)} | {rival?.Title} | {p99} |");
    }

    private void WriteDisk()
    {
        var rows = Disk.Median * Bench.Speed.Disk.RowsCount;
        Line();
        Line("## What the disk allows");
        Line();
        Line($"SQLite transactions of 64 rows, each flushed, one after the other: {Disk.ToText("N0")} a second,");
        Line($"which is {rows.ToString("N0", CultureInfo.InvariantCulture)} rows a second. Durable writes should reach "
            + $"{Text(OfDisk)} of that where it is less than their share of bare Kestrel.");
        Line();
        Line("| | create of it | toggle of it |");
        Line("| --- | ---: | ---: |");
        foreach (var candidate in candidates.Where(candidate => candidate.IsReal))
        {
            var shares = Work.All.Where(work => work.IsDurableWrite).OrderBy(work => work.Name, StringComparer.Ordinal)
                .Select(work => Text(
                    results.Of(candidate, work, slice => slice.RequestsPerSecond).Median / rows));
            Line($"| {candidate.Title} | {string.Join(" | ", shares)} |");
        }
    }

    private string Rate(Candidate ours, Candidate? other, Work work) =>
        other is null ? "" : Ratio(ours, other, work, slice => slice.RequestsPerSecond);

    private string Ratio(Candidate ours, Candidate other, Work work, Func<Slice, double> value) =>
        results.Ratio(ours, other, work, value).ToText(Format);

    private static string Text(double number) => number.ToString(Format, CultureInfo.InvariantCulture);

    private void Line(string line = "") => text.Append(line).Append('\n');
}
