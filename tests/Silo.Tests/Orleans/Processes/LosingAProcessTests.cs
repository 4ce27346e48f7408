using TaskActors.Testing.Processes;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Cluster;

/// <summary>Real nodes and silos are lost in every way a process can be, while 60 users write.</summary>
[Collection(nameof(ClusterProcessesGroup)), LongSuite]
public sealed class LosingAProcessTests(ITestOutputHelper output)
{
    private const int Users = 60;
    private const string Kill = "kill -9";
    private const string Stop = "SIGTERM";
    private const string Freeze = "25 s freeze";

    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(25);

    /// <summary>A process that has just started still compiles its code; in service that is long past.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>One way alone: a long run of all of them takes half an hour.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("TASKACTORS_LONG_ONLY");

    [SkippableTheory]
    [InlineData("rows")]
    [InlineData("grain-state")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_a_node_is(string store)
    {
        await using var cluster = await ClusterProcesses.CoHostedAsync(3, $"TASKACTORS_STORE={store}");
        // Each write of grain storage writes everything that its user ever wrote here.
        await using var users = new WritingUsers(cluster.Nodes, store == "rows" ? Users : Users / 3);
        await users.AllWriteAsync();
        await LoseAsync(cluster.Nodes, users, freezesShortly: store == "rows");
    }

    [SkippableFact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_a_silo_behind_front_doors_is()
    {
        await using var cluster = await ClusterProcesses.SplitAsync(silos: 3, nodes: 2);
        await using var users = new WritingUsers(cluster.Nodes, Users);
        await users.AllWriteAsync();
        await LoseAsync(cluster.Silos, users, freezesShortly: false);
    }

    /// <param name="processes">One of them at a time is lost.</param>
    /// <param name="users">Those who write meanwhile.</param>
    /// <param name="freezesShortly">Whether the short form, too, takes the half minute that a freeze is.</param>
    private async Task LoseAsync(
        IReadOnlyList<ILosableProcess> processes, WritingUsers users, bool freezesShortly)
    {
        string[] ways = freezesShortly || LongRuns.AreWanted ? [Kill, Stop, Freeze] : [Kill, Stop];
        foreach (var how in ways.Where(how => Only is null || how == Only))
        {
            await LoseAsync(processes, users, how);
        }

        await users.AssertNothingLostOrDoubledAsync();
    }

    private async Task LoseAsync(IReadOnlyList<ILosableProcess> processes, WritingUsers users, string how)
    {
        var rounds = LongRuns.Rounds(shortly: 2, atLength: 10);
        var random = new Random(how.Length);
        var gaps = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var process = processes[random.Next(processes.Count)];
            await Task.Delay(LongRuns.AreWanted ? Settled : TimeSpan.Zero);
            users.MeasureGaps();
            await LoseAsync(process, how);
            await users.AllWriteAsync();
            gaps.Add(users.GapMax);
            await processes.KeepRunningAsync();
            await users.AllWriteAsync();
        }

        output.WriteLine($"{how}: a user waited {gaps.Min().TotalSeconds:0.0} to {gaps.Max().TotalSeconds:0.0} s");
        // A loaded machine is slow at everything; the promise is measured where nothing else runs.
        var gapMax = how == Freeze ? 40 : how == Kill && LongRuns.AreWanted ? 3 : 20;
        Assert.All(gaps, gap => Assert.InRange(gap.TotalSeconds, 0, gapMax));
    }

    private static async Task LoseAsync(ILosableProcess process, string how)
    {
        switch (how)
        {
            case Kill:
                await process.Kill9Async();
                break;
            case Stop:
                Assert.Equal(0, await process.StopAsync());
                break;
            default:
                await Programs.RunAsync("kill", "-STOP", $"{process.Id}");
                await Task.Delay(Frozen);
                await Programs.RunAsync("kill", "-CONT", $"{process.Id}");
                // The others declared it dead; it finds out, and ends itself. If it did not, it is ended here.
                await Task.Delay(TimeSpan.FromSeconds(2));
                await process.Kill9Async();
                break;
        }
    }
}

/// <summary>One cluster of processes at a time: two would measure each other.</summary>
[CollectionDefinition(nameof(ClusterProcessesGroup), DisableParallelization = true)]
public sealed class ClusterProcessesGroup;
