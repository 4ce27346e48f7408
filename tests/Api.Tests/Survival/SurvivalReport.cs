using System.Globalization;
using TaskActors.Tests.Survival.Grounds;
using Xunit.Abstractions;

namespace TaskActors.Tests.Survival;

/// <summary>What rounds brought, for whoever ran them, and in the long form for docs/survival.md.</summary>
internal static class SurvivalReport
{
    public static void Tell(ITestOutputHelper output, string storage, int seed, IReadOnlyList<RoundResult> results)
    {
        output.WriteLine($"{storage}, seed {seed}, {results.Count} rounds");
        foreach (var line in Lines(results))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>A line of a table for each fault.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<RoundResult> results) =>
        from result in results
        group result by result.Fault into same
        orderby same.Key
        select string.Create(
            CultureInfo.InvariantCulture,
            $"| {same.Key} | {same.Count()} | {same.Sum(one => one.Counts.Acknowledged)} | "
            + $"{same.Sum(one => one.Counts.Refused)} | {same.Sum(one => one.Counts.Unknown)} | "
            + $"{same.Sum(one => one.Complaints.Count)} |");
}
