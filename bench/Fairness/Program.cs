using System.Globalization;
using TaskActors.Bench;
using TaskActors.Testing.Processes;

// dotnet run -c Release --project bench/Fairness [pairs] [seconds]
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var length = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20);

var withLimits = await MeasureAsync("limiter and queue bound on",
    "TASKACTORS_RATE_PER_SECOND=200", "TASKACTORS_RATE_BURST=400");
var without = await MeasureAsync("limiter and queue bound off",
    "TASKACTORS_RATE_PER_SECOND=0", "TASKACTORS_QUEUE_MAX=1000000");
Console.WriteLine($"on: {withLimits:0.00} (at most 1.10 is wanted), off: {without:0.00} (more than 1.10 is expected)");
return withLimits <= 1.10 ? 0 : 1;

// The median, over pairs of runs without and with the loud one, of how much longer the others waited.
async Task<double> MeasureAsync(string name, params string[] settings)
{
    using var folder = new TemporaryFolder();
    await using var server = await ApiProcess.StartAsync(
        new ApiSetup { Folder = folder.Path, Environment = settings });
    var crowd = new Crowd(server);
    await crowd.PrepareAsync();
    await crowd.RunAsync(withLoudOne: false, TimeSpan.FromSeconds(3));
    var ratios = new List<double>();
    for (var n = 1; n <= pairs; n++)
    {
        // Now one first, now the other, so that a machine that grows slower favours neither.
        var first = await crowd.RunAsync(withLoudOne: n % 2 == 0, length);
        var second = await crowd.RunAsync(withLoudOne: n % 2 != 0, length);
        var (quiet, loud) = n % 2 == 0 ? (second, first) : (first, second);
        ratios.Add(loud.P99 / quiet.P99);
        Console.WriteLine(
            $"{name}, pair {n}: p99 {quiet.P99.TotalMilliseconds:0.0} ms alone, "
            + $"{loud.P99.TotalMilliseconds:0.0} ms beside the loud one (told {loud.Loud}): ratio {ratios[^1]:0.00}");
    }

    return ratios.Order().ElementAt(ratios.Count / 2);
}
