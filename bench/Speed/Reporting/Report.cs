using System.Globalization;
using System.Text;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>The run as a page of Markdown.</summary>
internal sealed class Report(Results results, IReadOnlyList<Candidate> candidates)
{
    private readonly StringBuilder _text = new();

    public string Write(
        SpeedOptions options,
        IReadOnlyList<(string What, string Value)> machine,
        IReadOnlyList<(string Title, string Versions)> versions,
        IReadOnlyList<string> leftOut,
        TimeSpan length)
    {
        Line("# Speed");
        Line();
        Line("Written by `bench/run`. Everything on one machine, the load generator beside the server; 1,000 users");
        Line("with 20 tasks each, HS256 tokens, 64 connections, limits as shipped. Each number is the median of");
        Line(Invariant($"{options.Rounds} rounds of {options.Seconds} s (smallest–largest), everybody in turn in"));
        Line(Invariant($"each round; wrk with -t{options.Threads}; {length.TotalMinutes:0} minutes in all."));
        Line();
        foreach (var (what, value) in machine.Concat(versions))
        {
            Line($"- {what}: {value}");
        }

        foreach (var reason in leftOut)
        {
            Line($"- left out: {reason}");
        }

        Line();
        foreach (var line in ErrorLines.Of(results))
        {
            Line(line);
        }

        new RatioTables(results, candidates, _text).Write();
        WriteWorks();
        WriteNotes();
        return _text.ToString();
    }

    private void WriteWorks()
    {
        foreach (var work in Work.All)
        {
            Line();
            Line(work.Name == "mix" ? "## mix: 60 % list, 20 % get, 10 % create, 10 % toggle" : $"## {work.Name}");
            Line();
            Line("| | requests/s | p50, ms | p99, ms | CPU, s each s | CPU, µs a request | memory, MB |");
            Line("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
            foreach (var candidate in candidates)
            {
                Line($"| {candidate.Title} | {Cell(candidate, work, slice => slice.RequestsPerSecond, "N0")} "
                    + $"| {Cell(candidate, work, slice => slice.P50Milliseconds, "0.00")} "
                    + $"| {Cell(candidate, work, slice => slice.P99Milliseconds, "0.00")} "
                    + $"| {Cell(candidate, work, slice => slice.CpuSeconds, "0.00")} "
                    + $"| {Cell(candidate, work, slice => slice.CpuMicroseconds, "0.0")} "
                    + $"| {Peak(candidate, work)} |");
            }
        }
    }

    private void WriteNotes()
    {
        Line();
        Line("## How it was measured");
        Line();
        Line("- Bare Kestrel repeats answers of ours, headers and body, to any request: no routing, token or store.");
        Line("- Ratios are taken round by round, and their median and range told.");
        Line("- The best peer is the fastest of FastAPI, Fastify and ASP.NET Core with Npgsql, for each work anew.");
        Line("- CPU is that of the server with all its processes, PostgreSQL's included. wrk's own is not in it, but");
        Line("  it runs on the same cores.");
        Line("- Memory is the largest resident set while it was measured (`VmHWM`), of all its processes, and for");
        Line("  PostgreSQL what its processes held afterwards, shared pages counted once.");
        Line("- Mix and create add tasks, so each of their rounds has a thousand users of its own, whose lists are");
        Line("  read once before it is measured. What a first read costs is in growth-results.md.");
        Line("- PostgreSQL and every SQLite file flush each commit (`fsync=on`, `synchronous=FULL`).");
    }

    private string Peak(Candidate candidate, Work work) =>
        results.Of(candidate, work, slice => slice.MemoryMegabytes).High.ToString("N0", CultureInfo.InvariantCulture);

    private string Cell(Candidate candidate, Work work, Func<Slice, double> value, string format) =>
        results.Of(candidate, work, value).ToText(format);

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
