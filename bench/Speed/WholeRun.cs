using System.Diagnostics;
using TaskActors.Bench.Speed.Reporting;
using TaskActors.Testing;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Speed;

/// <summary>From the first start to the last file.</summary>
internal static class WholeRun
{
    /// <returns>The exit code: 1 if any answer of a measured run was an error.</returns>
    public static async Task<int> DoAsync(SpeedOptions options)
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        await using var measurement = new Measurement(options, folder.Path);
        await measurement.StartAsync();
        var results = await measurement.RunAsync();

        var report = new Report(results, measurement.Candidates);
        var text = report.Write(
            options, await Machine.DescribeAsync(folder.Path), await measurement.VersionsAsync(), measurement.LeftOut,
            watch.Elapsed);
        Console.WriteLine();
        Console.WriteLine(text);

        var output = Directory.CreateDirectory(Repository.PathOf(options.Output)).FullName;
        await File.WriteAllTextAsync(Path.Combine(output, "results.md"), text);
        var picture = RatiosPicture.Draw(results, measurement.Candidates);
        await File.WriteAllTextAsync(Path.Combine(output, "ratios.svg"), picture);
        Console.WriteLine($"written: {options.Output}/results.md and ratios.svg");
        return results.Errors.Any() ? 1 : 0;
    }
}
