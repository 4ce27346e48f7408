using System.Globalization;
using System.Text;

namespace TaskActors.Bench.Cluster;

/// <summary>The run as a page of Markdown.</summary>
internal sealed class Report(Results results)
{
    private readonly StringBuilder _text = new();

    public string Write(
        Lengths lengths, IReadOnlyList<(string What, string Value)> machine, string orleans, TimeSpan length)
    {
        Line("# One, two and three silos");
        Line();
        Line("Written by `dotnet run -c Release --project bench/Cluster`. 1,000 users with 20 tasks each, HS256");
        Line($"tokens, {Load.ConnectionsCount} connections in all, limits as shipped, every commit flushed. Each");
        Line("number is the median of");
        Line(Invariant($"{lengths.Rounds} rounds of {lengths.Seconds} s (smallest–largest) after one that does not"));
        Line(Invariant($"count; {length.TotalMinutes:0} minutes in all."));
        Line();
        Line("**How to read it.** Everything ran on this one machine: silos, front doors, PostgreSQL and the load.");
        Line("More processes on the same cores add work and no cores, so the numbers fall from one silo to three.");
        Line("What the table shows is what a hop between processes costs, and nothing of what further machines give.");
        Line();
        foreach (var (what, value) in machine.Append(("Orleans", orleans)))
        {
            Line($"- {what}: {value}");
        }

        Line();
        Line(results.Errors == 0 ? "No answer of any measured run was an error."
            : $"**{results.Errors} answers were errors; these numbers do not count.**");
        WriteTable("Reads: the whole list of 20 tasks", WholeRun.Reads);
        WriteTable("Writes: a task is toggled, each change durable before its answer", WholeRun.Writes);
        WriteNotes();
        return _text.ToString();
    }

    private void WriteTable(string title, string work)
    {
        Line();
        Line($"## {title}");
        Line();
        Line("| | store | silos | front doors | requests/s | p99, ms | × alone, SQLite | × alone, PostgreSQL "
            + "| × its own with 1 silo |");
        Line("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var shape in Shape.All.Distinct())
        {
            var one = shape.IsCluster ? Ratio(shape, shape with { Silos = 1 }, work) : "";
            Line($"| {shape.Kind} | {shape.Store} | {(shape.IsCluster ? shape.Silos : "–")} | {shape.FrontDoors} "
                + $"| {results.PerSecond(shape, work).ToText("N0")} | {results.P99(shape, work).ToText("0.0")} "
                + $"| {Ratio(shape, Shape.Alone, work)} | {Ratio(shape, Shape.AloneOnPostgres, work)} | {one} |");
        }
    }

    private void WriteNotes()
    {
        Line();
        Line("## How it was measured");
        Line();
        Line("- Co-hosted: each node is a front door with a silo in it. Split: as many front doors as silos.");
        Line("- Each front door has its share of the connections and of the users, asked for by a wrk of its own.");
        Line("  Users were seeded through all front doors in turn, so that of n silos 1/n of the requests find their");
        Line("  actor in the silo that they entered by, as behind a balancer that knows nothing of users.");
        Line("- One shape after the other, each from its start; the one that is no cluster comes first and last, and");
        Line("  its range is how far the machine itself moved.");
    }

    private string Ratio(Shape shape, Shape other, string work) => Invariant(
        $"{results.PerSecond(shape, work).Median / results.PerSecond(other, work).Median:0.00}");

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
