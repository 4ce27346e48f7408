using System.Diagnostics;
using System.Net.Sockets;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>Who sends or takes a byte now and then occupies a connection, and nothing else of the server.</summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class SlowConnectionTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(300);

    [SkippableFact]
    public async Task A_head_that_drips_in_is_ended_after_its_time()
    {
        await using var server = await AbusedServer.StartAsync("TASKACTORS_HEAD_SECONDS=2");
        var text = server.Head("GET", "/api/tasks", "slow") + "\r\n";

        await AssertEndedAsync(
            server, LongRuns.Rounds(200, 5_000), _ => text, text.Length - 1, TimeSpan.FromSeconds(12));
    }

    [SkippableFact]
    public async Task A_body_that_drips_in_is_ended_after_its_time()
    {
        await using var server = await AbusedServer.StartAsync();
        // One user alone may not ask so often.
        string[] texts = [.. Enumerable.Range(0, 50).Select(user => server.Request(
            "POST", "/api/tasks", $"slow-{user}", $"{{\"title\":\"{new string('x', 3_000)}\"}}"))];

        await AssertEndedAsync(
            server, LongRuns.Rounds(200, 5_000), number => texts[number % texts.Length], 1_500,
            TimeSpan.FromSeconds(20));
    }

    [SkippableFact]
    public async Task Idle_connections_cost_little_and_are_closed_after_their_time()
    {
        var count = LongRuns.Rounds(1_000, 10_000);
        await using var server = await AbusedServer.StartAsync("TASKACTORS_KEEP_ALIVE_SECONDS=5");
        await (await server.Process.ClientOf("first").GetAsync("/api/tasks")).Content.ReadAsByteArrayAsync();
        var (before, handles) = (server.Facts.Megabytes, server.Facts.Handles);
        var idle = new List<RawConnection>();

        var bystander = await Bystander.DuringAsync(server.Process, async () =>
        {
            while (idle.Count < count)
            {
                idle.Add(await RawConnection.OpenAsync(server.Address));
            }

            Assert.True(server.Facts.Handles >= handles + (count / 2), "They are not open at once.");
            await server.Facts.HandlesFallToAsync(handles + 30, TimeSpan.FromSeconds(60));
        });

        output.WriteLine($"{count} connections; {before:0} to {server.Facts.PeakMegabytes:0} MB; "
            + $"{handles} to {server.Facts.Handles} handles; {bystander}");
        Assert.InRange(server.Facts.Handles, 0, handles + 30);
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 60 + (count * 0.02));
        idle.ForEach(connection => connection.Dispose());
    }

    [SkippableFact]
    public async Task Connections_beyond_the_bound_are_closed_and_those_within_work()
    {
        await using var server = await AbusedServer.StartAsync("TASKACTORS_CONNECTIONS_MAX=50");
        using var client = Bystander.NewClient(server.Address, server.Process.TokenOf("within"));
        await client.AddAsync("""{"title": "within"}""");
        var all = new List<RawConnection>();
        for (var n = 0; n < 80; n++)
        {
            all.Add(await RawConnection.OpenAsync(server.Address));
        }

        var answers = await Task.WhenAll(all.Select(connection => connection.AskAsync(
            server.Head("GET", "/livez", null) + "\r\n")));
        var within = await client.TitlesAsync("/api/tasks");
        all.ForEach(connection => connection.Dispose());

        Assert.Equal(49, answers.Count(answer => answer?.Status == 200));
        Assert.Equal(31, answers.Count(answer => answer is null));
        Assert.Equal(["within"], within);
        await server.Facts.HandlesFallToAsync(0, TimeSpan.FromSeconds(1));
        using var next = server.Process.NewClient();
        Assert.Equal("alive\n", await next.GetStringAsync("/livez"));
    }

    /// <summary>Sends the last bytes one by one over many connections; all must end by the server's doing.</summary>
    private async Task AssertEndedAsync(
        AbusedServer server, int count, Func<int, string> text, int slowly, TimeSpan within)
    {
        var before = server.Facts.Megabytes;
        var statuses = Array.Empty<int>();
        var watch = Stopwatch.StartNew();

        var bystander = await Bystander.DuringAsync(server.Process, async () => statuses = await Task.WhenAll(
            Enumerable.Range(0, count).Select(
                number => DripAsync(server.Address, text(number)[..^slowly], text(number)[^slowly..]))));

        output.WriteLine($"{count} connections ended in {watch.Elapsed.TotalSeconds:0.0} s: "
            + string.Join(' ', statuses.CountBy(status => status)) + $"; {before:0} to "
            + $"{server.Facts.PeakMegabytes:0} MB; {bystander}");
        Assert.All(statuses, status => Assert.True(status is 0 or 408, $"{status}"));
        Assert.True(watch.Elapsed < within, $"{watch.Elapsed}");
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 60 + (count * 0.1));
    }

    /// <returns>The status that it was ended with, or 0.</returns>
    private static async Task<int> DripAsync(Uri server, string first, string rest)
    {
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync(first);
        var answer = connection.AnswerAsync();
        for (var sent = 0; sent < rest.Length && !answer.IsCompleted; sent++)
        {
            try
            {
                await connection.SendAsync(rest[sent..(sent + 1)]);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(answer, Task.Delay(Drip));
        }

        return (await answer)?.Status ?? 0;
    }
}
