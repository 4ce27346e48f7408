using TaskActors.Cluster;
using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>The cluster's own tables: those of every version are kept as text, and a newer one is left alone.</summary>
[Collection(PostgresGroup.Name)]
public sealed class ClusterUpgradeTests(PostgresFixture postgres)
{
    private static readonly UserId Alice = new("alice");

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, ClusterNode.Schema.Newest)];

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task States_of_every_version_can_be_read_and_go_on(int version)
    {
        var golden = Repository.PathOf($"tests/Silo.Tests/Storage/Golden/Cluster-{version}.sql");
        await using var database = await GrainStateDatabase.OpenAsync(postgres, await File.ReadAllTextAsync(golden));
        await database.CommitAsync(Samples.First(new UserId("carol")), CancellationToken.None);
        // The silo of the tests has another name of its service.
        await database.Database.RunAsync(
            "UPDATE taskactors.grain_states SET service = "
            + "(SELECT service FROM taskactors.grain_states WHERE key = 'u-carol')");

        var stored = await database.LoadAsync(Alice, CancellationToken.None);

        Assert.Equal((5, 4, 0), (stored.Rev, stored.NextId, stored.Floor));
        Assert.Equal("Buy milk, Call", string.Join(", ", stored.Tasks.Select(task => task.Title)));
        Assert.Equal(new TaskId(3), Assert.Single(stored.Tombstones).Id);
        Assert.NotNull(await database.FindReceiptAsync(Alice, "first", CancellationToken.None));
        await database.CommitAsync(Samples.Next(Alice, stored), CancellationToken.None);
        Assert.Equal(
            $"{ClusterNode.Schema.Newest}",
            await database.Database.RunAsync("SELECT max(version) FROM taskactors.cluster_schema_version"));
    }

    [SkippableFact]
    public async Task A_newer_schema_is_left_as_it_is()
    {
        await using var database = await PostgresDatabase.CreateAsync(postgres.Server);
        await UpdateAsync(database);
        await database.RunAsync("UPDATE taskactors.cluster_schema_version SET version = 99, least_writer = 99");

        var refused = await Assert.ThrowsAsync<SetupException>(() => UpdateAsync(database));

        Assert.Contains(
            "has cluster schema version 99, which a newer program made", refused.Message, StringComparison.Ordinal);
        Assert.Equal("99", await database.RunAsync("SELECT max(version) FROM taskactors.cluster_schema_version"));
    }

    private static async Task UpdateAsync(PostgresDatabase database)
    {
        var options = database.Options;
        options.FurtherSchema = ClusterNode.Schema;
        await (await database.OpenAsync(options)).DisposeAsync();
    }
}
