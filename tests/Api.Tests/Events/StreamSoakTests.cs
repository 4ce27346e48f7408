using System.Diagnostics;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Events;

/// <summary>Many open streams and steady writes: what the server holds must not grow.</summary>
[LongSuite]
public sealed class StreamSoakTests(ITestOutputHelper output) : IDisposable
{
    private const int StreamsPerUser = 5;
    private const int WritesPerSecond = 50;

    private readonly int _users = LongRuns.Rounds(100, 1_000);
    private readonly TimeSpan _length = TimeSpan.FromSeconds(LongRuns.Rounds(20, 600));
    private readonly TemporaryFolder _folder = new();
    private long _heard;

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Many_streams_hear_of_every_write_and_memory_stays_flat()
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        var streams = new List<LiveStream>();
        foreach (var user in Enumerable.Range(0, _users).SelectMany(n => Enumerable.Repeat(n, StreamsPerUser)))
        {
            streams.Add(await LiveStream.OpenAsync(server.BaseAddress, server.TokenOf(NameOf(user))));
        }

        var listening = streams.Select(ListenAsync).ToList();
        var (before, after, written) = await WriteAsync(server);
        await UntilHeardAsync(written * StreamsPerUser);

        output.WriteLine($"{streams.Count} streams, {written} writes, {_heard} events, {before} to {after} MB");
        Assert.Equal(written * StreamsPerUser, _heard);
        // Twenty seconds are mostly a warm-up: only the long form can be strict.
        Assert.InRange(after / before, 0, LongRuns.AreWanted ? 1.05 : 1.5);
        await server.StopAsync();
        await Task.WhenAll(listening);
        await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));
    }

    private static string NameOf(int number) => $"listener {number}";

    /// <returns>Megabytes after a quarter of the time and at the end, and how many writes there were.</returns>
    private async Task<(double Before, double After, long Written)> WriteAsync(ApiProcess server)
    {
        var clients = Enumerable.Range(0, _users).Select(n => server.ClientOf(NameOf(n))).ToList();
        var watch = Stopwatch.StartNew();
        double? before = null;
        var written = 0;
        while (watch.Elapsed < _length)
        {
            var user = clients[written % _users];
            var answer = written < _users
                ? await user.SendAsync("POST", "/api/tasks", """{"title":"Buy milk"}""")
                : await user.SendAsync("PATCH", "/api/tasks/1/complete");
            answer.EnsureSuccessStatusCode().Dispose();
            written++;
            before = watch.Elapsed < _length / 4 ? null : before ?? MegabytesOf(server);
            var due = TimeSpan.FromSeconds(written / (double)WritesPerSecond);
            await Task.Delay(due > watch.Elapsed ? due - watch.Elapsed : TimeSpan.Zero);
        }

        clients.ForEach(client => client.Dispose());
        return (before!.Value, MegabytesOf(server), written);
    }

    private static double MegabytesOf(ApiProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.WorkingSet64 / (1_024.0 * 1_024);
    }

    private async Task ListenAsync(LiveStream stream)
    {
        while (await stream.ReadAsync() is { } happened)
        {
            if (happened.StartsWith("event: change", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _heard);
            }
        }
    }

    private async Task UntilHeardAsync(long count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Volatile.Read(ref _heard) < count && !patience.IsCancellationRequested)
        {
            await Task.Delay(100);
        }
    }
}
