using System.Diagnostics;

namespace TaskActors.Bench.Tokens;

/// <summary>How often something can be done in a second, one after the other.</summary>
internal static class Rate
{
    private const int Batch = 50;

    /// <summary>Measures after a warm-up of a quarter of the time.</summary>
    public static async Task<double> MeasureAsync(Func<Task<bool>> act, double seconds)
    {
        await RunAsync(act, seconds / 4);
        return await RunAsync(act, seconds);
    }

    private static async Task<double> RunAsync(Func<Task<bool>> act, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            for (var index = 0; index < Batch; index++)
            {
                if (!await act())
                {
                    throw new InvalidOperationException("A good token was refused.");
                }
            }

            count += Batch;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
