using System.Globalization;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Grounds;
using Xunit.Abstractions;

namespace TaskActors.Tests.Survival;

/// <summary>What rounds brought: for whoever runs them, and after a long run for docs/survival.md.</summary>
internal static class SurvivalReport
{
    public static void Tell(ITestOutputHelper output, string storage, int seed, Rounds rounds)
    {
        string[] table =
        [
            $"Seed {seed}, {rounds.Results.Count} rounds.",
            "",
            "| what went wrong | rounds | acknowledged | refused | unknown | complaints |",
            "| --- | --- | --- | --- | --- | --- |",
            .. Lines(rounds.Results),
        ];
        Array.ForEach(table, output.WriteLine);
        foreach (var complaint in rounds.Complaints)
        {
            output.WriteLine(complaint);
        }

        if (rounds.Complaints.Any())
        {
            output.WriteLine(rounds.LogEnd);
        }

        if (LongRuns.AreWanted && !rounds.Complaints.Any())
        {
            SurvivalFile.Renew(storage, table);
        }
    }

    /// <summary>A line for each fault, and one for all.</summary>
    private static IEnumerable<string> Lines(IReadOnlyList<RoundResult> results) => results
        .GroupBy(result => result.Fault, StringComparer.Ordinal)
        .OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => Line(same.Key, [.. same]))
        .Append(Line("all", results));

    private static string Line(string name, IReadOnlyCollection<RoundResult> results) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {results.Count} | {results.Sum(one => one.Counts.Acknowledged)} | "
        + $"{results.Sum(one => one.Counts.Refused)} | {results.Sum(one => one.Counts.Unknown)} | "
        + $"{results.Sum(one => one.Complaints.Count)} |");
}
