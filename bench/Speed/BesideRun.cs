using System.Diagnostics;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Reporting;
using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Speed;

/// <summary>This tree's build and another one, measured in pairs, from the first start to the last file.</summary>
internal static class BesideRun
{
    /// <returns>The exit code: 1 if any answer of a measured slice was an error.</returns>
    public static async Task<int> DoAsync(SpeedOptions options)
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        await using var postgres = options.Ours.IsOnPostgres || options.Other.IsOnPostgres
            ? await ShippedPostgres.StartAsync()
            : null;
        if (postgres?.WhyNot is { } whyNot)
        {
            await Console.Error.WriteLineAsync(whyNot);
            return 2;
        }

        var ours = new ApiCandidate(await WithStorageAsync(options.Ours, postgres), folder.Path);
        var other = new ApiCandidate(await WithStorageAsync(options.Other, postgres), folder.Path);
        await using var measurement = new Measurement(options, folder.Path);
        await measurement.StartAsync(ours);
        await measurement.StartAsync(other);
        var results = await measurement.RunAsync();

        IReadOnlyList<(string What, string Value)> facts =
        [
            .. await Machine.DescribeAsync(folder.Path),
            (ours.Name, await ours.DescribeAsync()),
            (other.Name, await other.DescribeAsync()),
        ];
        var text = new BesideReport(results, ours, other).Write(options, facts, watch.Elapsed);
        Console.WriteLine();
        Console.WriteLine(text);
        Directory.CreateDirectory(options.Output);
        await File.WriteAllTextAsync(Path.Combine(options.Output, "beside.md"), text);
        Console.WriteLine($"written: {options.Output}/beside.md");
        return results.Errors.Any() ? 1 : 0;
    }

    private static async Task<ApiBuild> WithStorageAsync(ApiBuild build, PostgresServer? postgres) =>
        build.IsOnPostgres ? build.With($"TASKACTORS_STORAGE={await postgres!.NewDatabaseAsync()}") : build;
}
