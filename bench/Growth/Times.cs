using System.Diagnostics;

namespace TaskActors.Bench.Growth;

/// <summary>How long something took, many times, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> _times = [];

    public double Median => At(50);

    public double P99 => At(99);

    public void Add(TimeSpan time) => _times.Add(time.TotalMilliseconds);

    public async Task<T> MeasureAsync<T>(Func<Task<T>> act)
    {
        var start = Stopwatch.GetTimestamp();
        var made = await act();
        Add(Stopwatch.GetElapsedTime(start));
        return made;
    }

    private double At(int percent) => _times.Order().ElementAt((_times.Count - 1) * percent / 100);
}
