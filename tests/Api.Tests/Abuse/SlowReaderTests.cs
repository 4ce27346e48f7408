using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>Who asks for much and takes nothing holds so much of the server's memory and no more.</summary>
[Collection(AbuseTests.Name)]
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Readers = 20;
    private const int SmallBuffer = 4_096;

    [SkippableTheory]
    [InlineData("/api/tasks?sort=title")]
    [InlineData("/api/tasks/changes?since=0")]
    [InlineData("/api/tasks/export")]
    public async Task Large_answers_that_nobody_takes_are_bounded(string target)
    {
        // Forty megabytes for one user, seven answers.
        await using var server = await AbusedServer.StartAsync("TASKACTORS_UNDER_WAY_MAX_MB=160");
        using var owner = server.Process.ClientOf("owner");
        await FillAsync(owner);
        var request = server.Head("GET", target, "owner") + "\r\n";
        await WarmUpAsync(server, target);
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
        Assert.InRange(refused, Readers / 2, Readers - 1);
        Assert.InRange(server.Facts.Megabytes, 0, before + 250);
        readers.ForEach(reader => reader.Dispose());
        await AssertServedAgainAsync(owner, target);
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

    private static async Task WarmUpAsync(AbusedServer server, string target)
    {
        for (var n = 0; n < 2; n++)
        {
            using var client = server.Process.ClientOf("owner");
            Assert.True((await client.GetByteArrayAsync(target)).Length > 4_000_000);
        }
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

    private static async Task AssertServedAgainAsync(HttpClient owner, string target)
    {
        var answer = await owner.GetAsync(target);
        for (var tries = 0; !answer.IsSuccessStatusCode && tries < 50; tries++)
        {
            await Task.Delay(200);
            answer = await owner.GetAsync(target);
        }

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }
}
