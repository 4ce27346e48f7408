using System.Globalization;
using TaskActors.Bench.Speed;
using TaskActors.Testing;

namespace TaskActors.Bench.Cluster;

/// <summary>
/// Drives all front doors of a shape at once, each with its share of the connections and of the users.
/// </summary>
internal sealed class Load(Crowd crowd)
{
    public const int ConnectionsCount = 64;

    /// <param name="running">Whom to ask.</param>
    /// <param name="work">For what, as the script of wrk knows it.</param>
    /// <param name="seconds">For how long.</param>
    public async Task<Slice> RunAsync(RunningShape running, string work, int seconds)
    {
        var doors = running.FrontDoors.Count;
        var share = Crowd.GroupCount / doors;
        var parts = await Task.WhenAll(running.FrontDoors.Select((door, number) => Output.OfAsync(
            "wrk", "-t1", $"-c{ConnectionsCount / doors}", $"-d{seconds}s", "-s",
            Repository.PathOf("bench/Speed/tasks.lua"), door.BaseAddress.ToString(), "--", work, crowd.TokensFile,
            $"{number * share}", $"{share}", "0")));
        var numbers = parts.Select(Read).ToList();
        return new Slice(
            numbers.Sum(part => part[0] / (part[1] / 1e6)),
            numbers.Max(part => part[3]) / 1_000.0,
            numbers.Sum(part => part[4] + part[5]));
    }

    private static long[] Read(string? text)
    {
        var line = text?.Split('\n').FirstOrDefault(line => line.StartsWith("measured ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk failed (Debian: apt-get install wrk):\n" + text);
        return [.. line.Split(' ')[1..].Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
    }
}

/// <summary>One measurement: one shape, one work, some seconds.</summary>
/// <param name="PerSecond">Answers of all front doors together.</param>
/// <param name="P99Milliseconds">Of the slowest front door.</param>
/// <param name="Errors">Answers of 400 and above, and sockets that failed.</param>
internal sealed record Slice(double PerSecond, double P99Milliseconds, long Errors);
