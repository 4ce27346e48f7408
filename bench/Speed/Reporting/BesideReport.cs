using System.Globalization;
using System.Text;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>Two builds beside each other, as a page of Markdown.</summary>
internal sealed class BesideReport(Results results, ApiCandidate ours, ApiCandidate other)
{
    private readonly StringBuilder _text = new();

    public string Write(SpeedOptions options, IReadOnlyList<(string What, string Value)> facts, TimeSpan length)
    {
        Line("# This build beside another one");
        Line();
        Line("Written by `bench/run --beside`. Both servers and the load generator run on one machine. Each server");
        Line("has its own data, and the same users: 1,000 with 20 tasks each, HS256 tokens, 64 connections. Each work");
        Line(Invariant($"is measured in {options.Rounds} pairs: {options.Seconds} s of each build, and the order"));
        Line(Invariant($"alternates. Pairs before them that do not count: {options.WarmUps}. wrk runs with"));
        Line(Invariant($"-t{options.Threads}; {length.TotalMinutes:0.0} minutes in all."));
        if (options.IsShort)
        {
            Line();
            Line("**This was a short run: its numbers say nothing.**");
        }

        Line();
        foreach (var (what, value) in facts)
        {
            Line($"- {what}: {value}");
        }

        Line();
        foreach (var line in ErrorLines.Of(results))
        {
            Line(line);
        }

        WriteTable(options, "Requests a second", slice => slice.RequestsPerSecond, "N0");
        WriteTable(options, "Processor time of a request, µs", slice => slice.CpuMicroseconds, "0.0");
        WriteNotes(options);
        return _text.ToString();
    }

    private void WriteTable(SpeedOptions options, string title, Func<Slice, double> value, string format)
    {
        var (_, coverage) = MedianInterval.RankFor(options.Rounds);
        Line();
        Line($"## {title}");
        Line();
        Line(Invariant($"| work | ours | other | ours/other | {coverage * 100:0.0} % interval |"));
        Line("| --- | ---: | ---: | ---: | ---: |");
        foreach (var work in options.Works)
        {
            var ratio = MedianInterval.Of(results.Ratios(ours, other, work, value));
            Line($"| {work.Name} | {Median(ours, work, value, format)} | {Median(other, work, value, format)} "
                + Invariant($"| {ratio.Median:0.000} | {ratio.Low:0.000}–{ratio.High:0.000} |"));
        }
    }

    private void WriteNotes(SpeedOptions options)
    {
        var (rank, coverage) = MedianInterval.RankFor(options.Rounds);
        Line();
        Line("## How it was measured");
        Line();
        Line("- Every pair gives one ratio, ours/other; the table shows the median of them. It is not the ratio of");
        Line("  the two medians that stand beside it.");
        Line(Invariant($"- The interval is from number {rank} to number {options.Rounds + 1 - rank} of the sorted"));
        Line("  ratios. For independent pairs it holds the true median, whatever the distribution, with a");
        Line(Invariant($"  probability of {coverage * 100:0.0} % (H. A. David, H. N. Nagaraja, *Order Statistics*,"));
        Line("  3rd edition, Wiley, 2003, section 7.1). An interval that holds 1 shows no difference.");
        Line("- The interval is about these two processes. What differs from start to start of one build, as what the");
        Line("  JIT compiler chose, is not in it: repeat a run whose interval ends close to 1.");
        Line("- Processor time is user and system time of the server's own process, divided by its requests. The");
        Line("  work of PostgreSQL and of wrk is not in it.");
        Line("- The mix is 60 % list, 20 % get, 10 % create and 10 % toggle.");
        Line("- Each pair of the mix and of create has a thousand users of its own, whose lists are read once before.");
        Line("- Limits are as shipped. A setting with a slash is shown up to the slash.");
    }

    private string Median(ApiCandidate candidate, Work work, Func<Slice, double> value, string format) =>
        results.Of(candidate, work, value).Median.ToString(format, CultureInfo.InvariantCulture);

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
