using System.Globalization;
using System.Net;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Survival.Disk;

/// <summary>
/// That the disk of these tests fails where it should, and loses what was not flushed; and what a server makes of it.
/// </summary>
[LongSuite]
public sealed class FaultyDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task It_stands_between_the_server_and_its_files_and_clock()
    {
        var disk = await MakeAsync();
        await using var server = await StartAsync(disk);
        using var client = server.ClientOf("alice");
        var (writes, syncs) = (disk.Writes, disk.Syncs);

        var before = await client.AddAsync("""{"title": "now"}""");
        disk.SetClock(TimeSpan.FromMinutes(40));
        var after = await client.AddAsync("""{"title": "later"}""");

        Assert.True(disk.Opened > 0);
        // Two commits: each at least a frame, its page, and a flush.
        Assert.True(disk.Writes >= writes + 4, $"{disk.Writes - writes} writes");
        Assert.True(disk.Syncs >= syncs + 2, $"{disk.Syncs - syncs} flushes");
        Assert.InRange((At(after) - At(before)).TotalMinutes, 39, 45);
    }

    [SkippableFact]
    public async Task A_power_cut_leaves_what_was_flushed_and_nothing_else()
    {
        var disk = await MakeAsync();
        await using var server = await StartAsync(disk);
        using var client = server.ClientOf("alice");
        await client.AddAsync("""{"title": "flushed"}""");
        disk.FailSyncs(FaultyDisk.InputOutputError, 1);

        using var doubtful = await client.SendAsync("POST", "/api/tasks", """{"title": "not flushed"}""");
        await server.Kill9Async();
        disk.Heal();
        disk.CutPower(null);
        await server.StartAsync();

        Assert.Equal("outcome_unknown", await doubtful.CodeAsync(HttpStatusCode.ServiceUnavailable));
        Assert.True(disk.Faults > 0);
        using var later = server.ClientOf("alice");
        Assert.Equal(["flushed"], await later.TitlesAsync("/api/tasks"));
    }

    /// <summary>
    /// The system takes pages that it could not write for written: whoever goes on behind them builds on sand.
    /// </summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_acknowledged_after_a_failed_flush_survives_a_power_cut(bool isKilledBetween)
    {
        var disk = await MakeAsync();
        await using var server = await StartAsync(disk);
        using var client = server.ClientOf("alice");
        await client.AddAsync("""{"title": "before"}""");
        disk.FailSyncs(FaultyDisk.InputOutputError, 1);
        using var doubtful = await client.SendAsync("POST", "/api/tasks", """{"title": "doubtful"}""");
        if (isKilledBetween)
        {
            await server.Kill9Async();
        }

        disk.Heal();
        await (isKilledBetween ? server.StartAsync() : Task.CompletedTask);
        using var bob = server.ClientOf("bob");
        await bob.AddAsync("""{"title": "after"}""");
        using var alice = server.ClientOf("alice");
        var seen = await alice.TitlesAsync("/api/tasks");
        await server.Kill9Async();
        disk.CutPower(null);
        await server.StartAsync();

        Assert.Equal("outcome_unknown", await doubtful.CodeAsync(HttpStatusCode.ServiceUnavailable));
        using var later = server.ClientOf("bob");
        Assert.Equal(["after"], await later.TitlesAsync("/api/tasks"));
        using var atLast = server.ClientOf("alice");
        // Whichever way the doubtful one went, what was shown stays.
        Assert.Equal(seen, await atLast.TitlesAsync("/api/tasks"));
    }

    private static DateTimeOffset At(System.Text.Json.JsonElement task) =>
        DateTimeOffset.Parse(task.Text("created_at")!, CultureInfo.InvariantCulture);

    private async Task<FaultyDisk> MakeAsync()
    {
        var setup = new ApiSetup { Folder = _folder.Path };
        return await FaultyDisk.MakeAsync(_folder["disk"], setup.DatabaseFile);
    }

    private Task<ApiProcess> StartAsync(FaultyDisk disk) => ApiProcess.StartAsync(new ApiSetup
    {
        Folder = _folder.Path, Environment = [.. disk.Environment],
    });
}
