using System.Net;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>The database of a cluster goes away under load, and comes back; no node is started anew.</summary>
[Collection(nameof(ClusterProcessesGroup)), LongSuite]
public sealed class PostgresOutageTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nodes_refuse_while_the_database_is_away_and_go_on_when_it_is_back(bool politely)
    {
        await using var cluster = await ClusterProcesses.CoHostedAsync(2);
        await using var users = new WritingUsers(cluster.Nodes, 30);
        await users.AllWriteAsync();
        var processes = cluster.Nodes.Select(node => node.Id).ToList();
        users.MeasureGaps();

        await (politely ? cluster.Postgres.StopAsync() : cluster.Postgres.KillAsync());
        await Task.Delay(TimeSpan.FromSeconds(2));
        using (var client = cluster.Nodes[0].NewClient())
        {
            Assert.Equal(503, (int)(await client.GetAsync("/readyz")).StatusCode);
        }

        await cluster.Postgres.StartAgainAsync();
        await users.AllWriteAsync();

        Assert.True(users.Refused > 0, "Nobody noticed that the database was away.");
        Assert.Equal(processes, cluster.Nodes.Select(node => node.Id));
        await BecomesReadyAsync(cluster.Nodes[0]);
        await users.AssertNothingLostOrDoubledAsync();
    }

    /// <summary>An answer of readiness serves for a second, and the first question may meet a dead session.</summary>
    private static async Task BecomesReadyAsync(ApiProcess node)
    {
        using var client = node.NewClient();
        for (var tries = 0; (await client.GetAsync("/readyz")).StatusCode != HttpStatusCode.OK; tries++)
        {
            Assert.True(tries < 20, "The node did not become ready again.");
            await Task.Delay(500);
        }
    }
}
