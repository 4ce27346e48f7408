using System.Diagnostics;
using System.Text;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>Ten times what the server can answer: it bends, and is as before soon after.</summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class OverloadTests(ITestOutputHelper output)
{
    private const int Users = 200;
    private const int Factor = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(LongRuns.Rounds(1, 6));
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(LongRuns.Rounds(4, 60));
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(LongRuns.Rounds(2, 10));

    [SkippableFact]
    public async Task Ten_times_the_capacity_is_survived_and_forgotten()
    {
        await using var server = await AbusedServer.StartAsync();
        var requests = await RequestsAsync(server);
        var capacity = await CapacityAsync(server, requests);
        var before = await WindowsAsync(server);
        var megabytes = server.Facts.Megabytes;
        var load = new OpenLoop(server.Address, requests);

        var bystander = await Bystander.BesideAsync(
            server.Process, () => load.RunAsync(256, capacity * Factor, Length));
        var (during, peak) = (server.Facts.Megabytes, server.Facts.PeakMegabytes);
        await Task.Delay(Rest);
        var after = await WindowsAsync(server);

        var (p99Before, p99After) = (Bystander.Percentile(before, 0.5), Bystander.Percentile(after, 0.5));
        output.WriteLine($"capacity {capacity:0}/s; offered {load.Offered} "
            + $"({load.Offered / Length.TotalSeconds:0}/s), taken {load.Taken}, "
            + $"answered {string.Join(' ', load.Statuses)}; {megabytes:0} to {during:0} MB, peak "
            + $"{peak:0}, {server.Facts.Megabytes:0} after; p99 {p99Before:0.0} to {p99After:0.0} ms "
            + $"({string.Join(", ", before.Concat(after).Select(p99 => $"{p99:0.0}"))}); {bystander}");
        Assert.True(load.Offered > 0.8 * capacity * Factor * Length.TotalSeconds, "It was no overload.");
        Assert.All(load.Statuses.Keys, status => Assert.True(status is 200 or 429 or 503, $"{status}"));
        Assert.Empty(bystander.Failures);
        Assert.InRange(peak, 0, megabytes + 400);
        Assert.InRange(p99After, 0, LongRuns.AreWanted ? p99Before * 1.2 : (p99Before * 3) + 20);
        server.Facts.AssertQuietLog();
    }

    /// <summary>What two hundred users ask all day: reads mostly, and some changes.</summary>
    private static async Task<byte[][]> RequestsAsync(AbusedServer server)
    {
        var users = Enumerable.Range(0, Users).Select(n => $"busy-{n}").ToList();
        var first = new Crowd(server.Address);
        await first.AskAsync(16, users.Select(
            user => server.Request("POST", "/api/tasks", user, """{"title": "one"}""")));
        Assert.Equal(Users, first.Of(201));
        return [.. users.SelectMany(user =>
        {
            var list = Encoding.Latin1.GetBytes(server.Head("GET", "/api/tasks", user) + "\r\n");
            var toggle = Encoding.Latin1.GetBytes(server.Request("PATCH", "/api/tasks/1/complete", user, "{}"));
            return new[] { list, list, list, list, toggle };
        })];
    }

    /// <summary>Answers a second where each connection waits for its answer.</summary>
    private static async Task<double> CapacityAsync(AbusedServer server, byte[][] requests)
    {
        var answers = 0L;
        using var ending = new CancellationTokenSource(Window + Window);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(async () =>
        {
            var random = new Random(n);
            using var connection = await RawConnection.OpenAsync(server.Address);
            while (!ending.IsCancellationRequested)
            {
                await connection.SendAsync(requests[random.Next(requests.Length)]);
                Assert.NotNull(await connection.AnswerAsync());
                Interlocked.Increment(ref answers);
            }
        })));
        return answers / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The p99 of a few users at a low rate, several times one after the other.</summary>
    private static async Task<List<double>> WindowsAsync(AbusedServer server)
    {
        var windows = new List<double>();
        for (var n = 0; n < LongRuns.Rounds(3, 5); n++)
        {
            var users = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                _ => Bystander.BesideAsync(server.Process, () => Task.Delay(Window))));
            windows.Add(Bystander.Percentile([.. users.SelectMany(user => user.Milliseconds)], 0.99));
        }

        return windows;
    }
}
