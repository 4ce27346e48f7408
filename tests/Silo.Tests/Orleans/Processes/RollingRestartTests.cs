using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using TaskActors.Testing.Processes;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Nodes are told to stop, as in every deployment: they say so, serve on, hand over, and nobody fails.
/// </summary>
[Collection(nameof(ClusterProcessesGroup)), LongSuite]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const int Keyed = 8;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(4);

    [SkippableFact]
    public async Task Restarting_all_nodes_in_turn_fails_no_operation_of_clients_that_repeat()
    {
        await using var cluster = await ClusterProcesses.CoHostedAsync(3);
        await using var users = new WritingUsers(cluster.Nodes, 30);
        await users.AllWriteAsync();
        var before = await WriteKeyedAsync(cluster.Nodes[0]);
        users.MeasureGaps();

        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(0, await node.StopAsync());
            await cluster.Nodes.KeepRunningAsync();
            await users.AllWriteAsync();
        }

        var gap = users.GapMax;
        output.WriteLine($"rolling restart: the longest wait was {gap.TotalSeconds:0.0} s");
        // Every actor has moved, and the keys with it.
        var after = await WriteKeyedAsync(cluster.Nodes[1]);
        Assert.All(before, answer => Assert.EndsWith(" False", answer, StringComparison.Ordinal));
        var replayed = before.ConvertAll(answer => answer.Replace("False", "True", StringComparison.Ordinal));
        Assert.Equal(replayed, after);
        await users.AssertNothingLostOrDoubledAsync();
        // An operation is a write and its repetitions: the longest of them, and the pause before it.
        Assert.InRange(gap.TotalSeconds, 0, 20);
    }

    [SkippableFact]
    public async Task A_node_told_to_stop_says_so_serves_on_and_hands_its_users_over()
    {
        await using var cluster = await ClusterProcesses.CoHostedAsync(
            2, $"TASKACTORS_DRAIN_SECONDS={Drain.TotalSeconds:0}");
        var (leaving, staying) = (cluster.Nodes[0], cluster.Nodes[1]);
        var before = await WriteKeyedAsync(leaving);
        using var client = leaving.ClientOf("late");
        var ended = leaving.StopAsync();

        while ((await client.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK)
        {
            Assert.False(ended.IsCompleted, "It stopped, and never said that it would.");
            await Task.Delay(100);
        }

        using var late = await client.PostAsJsonAsync("/api/tasks", new { title = "late" });
        Assert.Equal(HttpStatusCode.Created, late.StatusCode);
        Assert.False(ended.IsCompleted, "It did not wait for whoever balances the load.");
        Assert.Equal(0, await ended);
        // Nobody has to find out that it is gone: what a death would cost, a second or two for each call, is not paid.
        var clock = Stopwatch.StartNew();
        var after = await WriteKeyedAsync(staying);
        Assert.All(after, answer => Assert.EndsWith(" True", answer, StringComparison.Ordinal));
        Assert.Equal(before.Count, after.Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        using var reader = staying.ClientOf("late");
        Assert.Contains("late", await reader.GetStringAsync("/api/tasks"), StringComparison.Ordinal);
    }

    /// <summary>One write under one key for each of a few users.</summary>
    /// <returns>What was answered: the revision, and whether it was said before.</returns>
    private static async Task<List<string>> WriteKeyedAsync(ApiProcess node)
    {
        var answers = new List<string>();
        for (var user = 0; user < Keyed; user++)
        {
            using var client = node.ClientOf($"keyed-{user}");
            client.DefaultRequestHeaders.Add("Idempotency-Key", "once");
            using var response = await client.PostAsJsonAsync("/api/tasks", new { title = "once" });
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            answers.Add($"{response.Headers.ETag} {response.Headers.Contains("Idempotency-Replayed")}");
        }

        return answers;
    }
}
