using System.Diagnostics;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Reporting;
using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Speed;

/// <summary>This API and its peers, from the first start to the last file.</summary>
internal static class WholeRun
{
    /// <returns>The exit code: 1 if any answer of a measured run was an error.</returns>
    public static async Task<int> DoAsync(SpeedOptions options)
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        await using var postgres = await ShippedPostgres.StartAsync();
        await using var measurement = new Measurement(options, folder.Path);
        await StartAsync(measurement, options, folder.Path, postgres);
        using var disk = new Disk(folder.Path);
        var results = await measurement.RunAsync(disk);

        var report = new Report(results, measurement.Candidates);
        var text = report.Write(
            options, await Machine.DescribeAsync(folder.Path), await measurement.VersionsAsync(), measurement.LeftOut,
            watch.Elapsed);
        Console.WriteLine();
        Console.WriteLine(text);

        Directory.CreateDirectory(options.Output);
        await File.WriteAllTextAsync(Path.Combine(options.Output, "results.md"), text);
        var picture = RatiosPicture.Draw(results, measurement.Candidates);
        await File.WriteAllTextAsync(Path.Combine(options.Output, "ratios.svg"), picture);
        Console.WriteLine($"written: {options.Output}/results.md and ratios.svg");
        return results.Errors.Any() ? 1 : 0;
    }

    private static async Task StartAsync(
        Measurement measurement, SpeedOptions options, string folder, PostgresServer postgres)
    {
        var ours = new ApiCandidate(options.Ours, folder);
        await measurement.StartAsync(ours);
        // Bare Kestrel repeats what ours says, so ours is there whatever was asked for.
        await measurement.Check.CaptureAsync(ours, folder);
        Candidate[] others =
        [
            new BarePeer(folder), new FastApiPeer(postgres), new FastifyPeer(postgres),
            new AspNetPostgresPeer(postgres), new AspNetSqlitePeer(folder),
        ];
        foreach (var candidate in others.Where(candidate => options.Wants(candidate.Name)))
        {
            await measurement.StartAsync(candidate);
        }
    }
}
