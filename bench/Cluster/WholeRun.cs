using System.Diagnostics;
using System.Globalization;
using TaskActors.Bench.Speed;
using TaskActors.Bench.Speed.Reporting;
using TaskActors.Testing;
using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Cluster;

/// <summary>
/// One shape after the other, from its start to its end: on a small machine others would only be in its way.
/// </summary>
internal static class WholeRun
{
    public const string Reads = "list";
    public const string Writes = "toggle";

    /// <returns>The exit code: 1 if any answer of a measured run was an error.</returns>
    public static async Task<int> DoAsync(Lengths lengths)
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        // As shipped, also in that it flushes; only the cache is made as large as its documents recommend.
        await using var postgres = await PostgresServer.StartOwnAsync(
            "fsync=on", "timezone=UTC", "shared_buffers=512MB", "max_connections=300", "max_wal_size=4GB");
        if (postgres.WhyNot is { } whyNot)
        {
            throw new InvalidOperationException(whyNot);
        }

        var crowd = new Crowd(groups: 1, folder.Path);
        var results = new Results();
        foreach (var shape in Shape.All)
        {
            await MeasureAsync(shape, postgres, crowd, results, lengths);
        }

        var text = new Report(results).Write(
            lengths, await Machine.DescribeAsync(folder.Path), UserTasksHosting.BuiltFor, watch.Elapsed);
        Console.WriteLine($"\n{text}");
        var output = Directory.CreateDirectory(Repository.PathOf(lengths.Output)).FullName;
        await File.WriteAllTextAsync(Path.Combine(output, "cluster-results.md"), text);
        Console.WriteLine($"written: {lengths.Output}/cluster-results.md");
        return results.Errors > 0 ? 1 : 0;
    }

    private static async Task MeasureAsync(
        Shape shape, PostgresServer postgres, Crowd crowd, Results results, Lengths lengths)
    {
        var database = await postgres.NewDatabaseAsync();
        await using (var running = await RunningShape.StartAsync(shape, database))
        {
            await running.SeedAsync(crowd);
            var load = new Load(crowd);
            // The first warms up, and does not count.
            for (var round = 0; round <= lengths.Rounds; round++)
            {
                foreach (var work in new[] { Reads, Writes })
                {
                    var slice = await load.RunAsync(running, work, lengths.Seconds);
                    if (round > 0)
                    {
                        results.Add(shape, work, slice);
                    }
                }
            }
        }

        await postgres.DropDatabaseAsync(database);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{shape}: {results.PerSecond(shape, Reads).Median:N0} reads/s, "
            + $"{results.PerSecond(shape, Writes).Median:N0} writes/s"));
    }
}
