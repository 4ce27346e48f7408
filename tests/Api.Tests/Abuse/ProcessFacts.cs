using System.Globalization;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Abuse;

/// <summary>What the system knows of a running server: its memory and what it has open.</summary>
internal sealed class ProcessFacts(ApiProcess server)
{
    private const long BytesPerKilobyte = 1_024;

    /// <summary>Memory that it has in use now.</summary>
    public double Megabytes => Kilobytes("VmRSS:") / (double)BytesPerKilobyte;

    /// <summary>The most that it ever had.</summary>
    public double PeakMegabytes => Kilobytes("VmHWM:") / (double)BytesPerKilobyte;

    /// <summary>Files, pipes and connections that it has open.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{server.Id}/fd").Length;

    /// <summary>Nothing that somebody sends, and nobody who leaves, is an error of ours.</summary>
    public void AssertQuietLog()
    {
        var lines = server.Output.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("fail:", StringComparison.Ordinal));
        Assert.True(first < 0, string.Join('\n', lines.Skip(first).Take(25)));
    }

    /// <summary>Only Linux tells all this by files.</summary>
    public static void SkipWhereTheyAreNotTold() =>
        Skip.IfNot(Directory.Exists("/proc/self/fd"), "This system has no /proc, which tells memory and handles.");

    /// <summary>Waits until it has at most so many open; what it has then.</summary>
    public async Task<int> HandlesFallToAsync(int most, TimeSpan patience)
    {
        using var ending = new CancellationTokenSource(patience);
        while (Handles > most && !ending.IsCancellationRequested)
        {
            await Task.Delay(100);
        }

        return Handles;
    }

    private long Kilobytes(string name)
    {
        var line = File.ReadLines($"/proc/{server.Id}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
