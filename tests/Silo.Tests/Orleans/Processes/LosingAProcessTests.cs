using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Real nodes are lost in every way a process can be, while 60 users write.</summary>
[Collection(nameof(ClusterProcessesGroup))]
public sealed class LosingAProcessTests
{
    private const int Users = 60;

    private const string NotInShort =
        "only with TASKACTORS_LONG=1: on a machine with too much to do a node that is lost was seen to answer 500";

    private const string Freeze = "25 s freeze";

    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(25);

    [SkippableTheory]
    [InlineData("rows")]
    [InlineData("grain-state")]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_a_node_is(string store)
    {
        Skip.IfNot(LongRuns.AreWanted, NotInShort);
        await using var cluster = await ClusterProcesses.CoHostedAsync(3, $"TASKACTORS_STORE={store}");
        // Each write of grain storage writes everything that its user ever wrote here.
        await using var users = new WritingUsers(cluster.Nodes, store == "rows" ? Users : Users / 3);
        await users.AllWriteAsync();
        foreach (var (how, rounds) in WaysAndRounds(store))
        {
            await LoseAsync(cluster, users, how, rounds, store);
        }

        await users.AssertNothingLostOrDoubledAsync();
    }

    /// <summary>A freeze takes half a minute of which nothing can be learnt: shortly, one is enough.</summary>
    private static (string How, int Rounds)[] WaysAndRounds(string store) => store == "rows" || LongRuns.AreWanted
        ? [("kill -9", LongRuns.Rounds(2, 10)), ("SIGTERM", LongRuns.Rounds(2, 10)), (Freeze, LongRuns.Rounds(1, 10))]
        : [("kill -9", 1)];

    private static async Task LoseAsync(
        ClusterProcesses cluster, WritingUsers users, string how, int rounds, string store)
    {
        var random = new Random(rounds + how.Length);
        var gaps = new List<TimeSpan>();
        var (acknowledged, refused) = (users.Acknowledged, users.Refused);
        for (var round = 0; round < rounds; round++)
        {
            var node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
            users.MeasureGaps();
            await LoseAsync(node, how);
            await users.AllWriteAsync();
            gaps.Add(users.GapMax);
            await node.StartAsync();
            await users.AllWriteAsync();
        }

        KillTable.Add(new KillTable.Row(
            $"{how} of one of 3 co-hosted nodes, {store}", rounds, users.Acknowledged - acknowledged,
            users.Refused - refused, gaps));
        // A loaded machine is slow at everything; the promise is measured where nothing else runs.
        var gapMax = how == Freeze ? 40 : LongRuns.AreWanted ? 3 : 20;
        Assert.All(gaps, gap => Assert.InRange(gap.TotalSeconds, 0, gapMax));
    }

    [SkippableFact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_a_silo_behind_front_doors_is_killed()
    {
        Skip.IfNot(LongRuns.AreWanted, NotInShort);
        var rounds = LongRuns.Rounds(shortly: 1, atLength: 10);
        await using var cluster = await ClusterProcesses.SplitAsync(silos: 3, nodes: 2);
        await using var users = new WritingUsers(cluster.Nodes, Users);
        var gaps = new List<TimeSpan>();
        await users.AllWriteAsync();
        for (var round = 0; round < rounds; round++)
        {
            var silo = cluster.Silos[round % cluster.Silos.Count];
            users.MeasureGaps();
            await silo.EndAsync("-KILL");
            await users.AllWriteAsync();
            gaps.Add(users.GapMax);
            await silo.StartAsync();
            await users.AllWriteAsync();
        }

        await users.AssertNothingLostOrDoubledAsync();
        KillTable.Add(new KillTable.Row(
            "kill -9 of one of 3 silos behind 2 front doors, rows", rounds, users.Acknowledged, users.Refused, gaps));
    }

    private static async Task LoseAsync(ApiProcess node, string how)
    {
        switch (how)
        {
            case "kill -9":
                await node.Kill9Async();
                break;
            case "SIGTERM":
                await node.StopAsync();
                break;
            default:
                await Programs.RunAsync("kill", "-STOP", $"{node.Id}");
                await Task.Delay(Frozen);
                await Programs.RunAsync("kill", "-CONT", $"{node.Id}");
                // The others declared it dead; it finds out, and ends itself. If it did not, it is ended here.
                await Task.Delay(TimeSpan.FromSeconds(2));
                await node.Kill9Async();
                break;
        }
    }
}

/// <summary>One cluster of processes at a time: two would measure each other.</summary>
[CollectionDefinition(nameof(ClusterProcessesGroup), DisableParallelization = true)]
public sealed class ClusterProcessesGroup;
