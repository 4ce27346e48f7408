using System.Globalization;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Testing;

namespace TaskActors.Bench.Speed.Measuring;

/// <summary>Drives one candidate at a time with wrk, and watches what it uses.</summary>
internal sealed class Load(Crowd crowd, int threads)
{
    private const int ConnectionsCount = 64;

    /// <param name="candidate">Whom to ask.</param>
    /// <param name="work">For what.</param>
    /// <param name="first">The first of a thousand users.</param>
    /// <param name="seconds">For how long.</param>
    public async Task<Slice> RunAsync(Candidate candidate, Work work, int first, int seconds)
    {
        var server = new ProcessTree(candidate.ProcessId);
        var database = candidate.DatabaseProcessId is { } id ? new ProcessTree(id) : null;
        server.ForgetPeak();
        var before = server.CpuSeconds() + (database?.CpuSeconds() ?? 0);
        var text = await Output.OfAsync(
            "wrk", $"-t{threads}", $"-c{ConnectionsCount}", $"-d{seconds}s", "-s",
            Repository.PathOf("bench/Speed/tasks.lua"), candidate.Address.ToString(), "--", work.Name, crowd.TokensFile,
            $"{first}", $"{Crowd.GroupCount}", $"{candidate.IdStride}");
        var used = server.CpuSeconds() + (database?.CpuSeconds() ?? 0) - before;
        var numbers = Read(text);
        var length = numbers[1] / 1e6;
        return new Slice
        {
            RequestsPerSecond = numbers[0] / length,
            P50Milliseconds = numbers[2] / 1_000.0,
            P99Milliseconds = numbers[3] / 1_000.0,
            StatusErrors = numbers[4],
            SocketErrors = numbers[5],
            CpuSeconds = used / length,
            MemoryMegabytes = server.PeakMegabytes() + (database?.SharedMegabytes() ?? 0),
        };
    }

    private static long[] Read(string? text)
    {
        var line = text?.Split('\n').FirstOrDefault(line => line.StartsWith("measured ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk failed (Debian: apt-get install wrk):\n" + text);
        return [.. line.Split(' ')[1..].Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
    }
}
