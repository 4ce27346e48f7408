using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>Who asks for much and takes nothing holds so much of the server's memory and no more.</summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Readers = 12;
    private const int SmallBuffer = 4_096;

    [SkippableFact]
    public async Task Large_answers_that_nobody_takes_are_bounded()
    {
        // A quarter is one user's: six answers.
        await using var server = await AbusedServer.StartAsync("TASKACTORS_UNDER_WAY_MAX_MB=128");
        using var owner = server.Process.ClientOf("owner");
        await FillAsync(owner);

        await AssertBoundedAsync(server, owner, "/api/tasks?sort=title");
        await AssertBoundedAsync(server, owner, "/api/tasks/changes?since=0");
        await AssertBoundedAsync(server, owner, "/api/tasks/export");
    }

    [SkippableFact]
    public async Task Streams_that_nobody_takes_do_not_hold_up_who_writes()
    {
        var writes = LongRuns.Rounds(1_500, 30_000);
        await using var server = await AbusedServer.StartAsync("TASKACTORS_RATE_PER_SECOND=0");
        var request = server.Head("GET", "/api/tasks/events", "watched") + "\r\n";
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => AskWithoutTakingAsync(server.Address, request)));
        var body = $$"""{"title":"news","description":"{{new string('x', 3_900)}}"}""";
        using var owner = server.Process.ClientOf("watched");
        await owner.AddAsync(body);
        var change = server.Request("PUT", "/api/tasks/1", "watched", body);
        var crowd = new Crowd(server.Address);
        var before = server.Facts.Megabytes;

        var bystander = await Bystander.DuringAsync(
            server.Process, () => crowd.AskAsync(8, Enumerable.Repeat(change, writes)));

        output.WriteLine($"{crowd}; {before:0} to {server.Facts.PeakMegabytes:0} MB; {bystander}");
        Assert.Equal(writes, crowd.Of(200));
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 150);
        Array.ForEach(streams, stream => stream.Dispose());
    }

    /// <summary>About five megabytes of JSON.</summary>
    private static async Task FillAsync(HttpClient owner)
    {
        var tasks = Enumerable.Range(0, 4_000).Select(
            n => new { title = $"{n}", description = new string('x', 1_000) });
        var answer = await owner.SendAsync("POST", "/api/tasks/import", JsonSerializer.Serialize(tasks));
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private async Task AssertBoundedAsync(AbusedServer server, HttpClient owner, string target)
    {
        var request = server.Head("GET", target, "owner") + "\r\n";
        Assert.True(await LengthAsync(owner, target) > 4_000_000);
        var before = server.Facts.Megabytes;
        var readers = new List<RawConnection>();
        var refused = 0;

        var bystander = await Bystander.DuringAsync(server.Process, async () =>
        {
            for (var n = 0; n < Readers; n++)
            {
                readers.Add(await AskWithoutTakingAsync(server.Address, request));
            }

            await Task.Delay(LongRuns.Rounds(2_000, 30_000));
            refused = (await Task.WhenAll(readers.Select(IsRefusedAsync))).Count(isRefused => isRefused);
        });

        output.WriteLine($"{target}: {refused} of {Readers} refused; {before:0} to {server.Facts.Megabytes:0} MB, peak "
            + $"{server.Facts.PeakMegabytes:0}; {bystander}");
        Assert.InRange(refused, Readers / 3, Readers - 1);
        Assert.InRange(server.Facts.Megabytes, 0, before + 250);
        readers.ForEach(reader => reader.Dispose());
        await LengthAsync(owner, target);
    }

    private static async Task<RawConnection> AskWithoutTakingAsync(Uri server, string request)
    {
        var connection = await RawConnection.OpenAsync(server, receiveBuffer: SmallBuffer);
        await connection.SendAsync(request);
        return connection;
    }

    /// <summary>The first bytes say so; the rest of a large answer is left where it is.</summary>
    private static async Task<bool> IsRefusedAsync(RawConnection reader)
    {
        var start = new byte[12];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await reader.ReadAsync(start, patience.Token);
        }
        catch (IOException)
        {
            // It was given time, and took nothing: its connection was cut.
            return false;
        }

        return System.Text.Encoding.ASCII.GetString(start) == "HTTP/1.1 503";
    }

    /// <summary>Of the answer, which there must be soon after those who did not take theirs have left.</summary>
    private static async Task<int> LengthAsync(HttpClient owner, string target)
    {
        var answer = await owner.GetAsync(target);
        for (var tries = 0; !answer.IsSuccessStatusCode && tries < 50; tries++)
        {
            await Task.Delay(200);
            answer = await owner.GetAsync(target);
        }

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
