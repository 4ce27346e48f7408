using System.Diagnostics.Metrics;

namespace TaskActors.Signals;

/// <summary>Where histograms have their steps: around what a flash disk and a spinning one need for a flush.</summary>
public static class SignalAdvice
{
    /// <summary>From a half millisecond to ten seconds.</summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries =
            [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>From one to the most that is ever written together.</summary>
    public static InstrumentAdvice<int> Counts { get; } = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256],
    };
}
