namespace TaskActors.Bench.Speed.Measuring;

/// <summary>One measurement: one candidate, one work, some seconds.</summary>
internal sealed record Slice
{
    public required double RequestsPerSecond { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    public required long StatusErrors { get; init; }

    public required long SocketErrors { get; init; }

    /// <summary>Of the server and its database, for each second that was measured.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>What one request costs, whoever else uses the machine.</summary>
    public double CpuMicroseconds => CpuSeconds * 1e6 / Math.Max(1, RequestsPerSecond);

    public double MemoryMegabytes { get; init; }
}
