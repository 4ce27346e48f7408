using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Backups;
using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Cluster;

/// <summary>States of Orleans' grain storage: fenced, and closed to silos that a newer schema does not allow.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateFenceTests(PostgresFixture postgres)
{
    private const long Raise = DatabaseFence.RaiseDefault;

    private static readonly UserId Ada = new("ada");
    private static readonly UserId Bob = new("bob");

    [SkippableFact]
    public async Task Fencing_raises_every_state_and_new_users_begin_above()
    {
        await using var database = await GrainStateDatabase.OpenAsync(postgres);
        var odd = OddTasks.ByName.Values.Select((task, index) => task with { Id = new TaskId(index + 1) }).ToList();
        await CommitAsync(database, First(Ada) with { NextId = odd.Count + 2, Saved = [.. odd] });
        var answer = new TaskResult { Rev = 2 };
        await CommitAsync(database, Next(Ada, await LoadAsync(database, Ada)) with
        {
            Removed = [new TaskId(1)],
            Tombstones = [new Tombstone(new TaskId(1), 2, Noon)],
            Receipts = [new Receipt("key", "print", answer, Noon)],
        });
        var before = await LoadAsync(database, Ada);

        var users = await new DatabaseFence(TimeProvider.System, NullLogger.Instance).RunAsync(
            database.Database.Options, Raise, CancellationToken.None);

        var after = await LoadAsync(database, Ada);
        Assert.Equal(1, users);
        Assert.Equal(
            (before.Rev + Raise, before.NextId + Raise, Raise, before.CommittedAt),
            (after.Rev, after.NextId, after.Floor, after.CommittedAt));
        Assert.Equal<TaskItem>(before.Tasks, after.Tasks);
        Assert.Equal(before.Tombstones.Select(grave => grave with { Rev = grave.Rev + Raise }), after.Tombstones);
        Assert.NotNull(await database.FindReceiptAsync(Ada, "key", CancellationToken.None));
        await CommitAsync(database, Next(Ada, after));
        var bob = await LoadAsync(database, Bob);
        Assert.Equal((Raise, Raise + 1, Raise, true), (bob.Rev, bob.NextId, bob.Floor, bob.IsNew));
        await CommitAsync(database, Next(Bob, bob));
        Assert.Equal(Raise + 1, (await LoadAsync(database, Bob)).Rev);
    }

    [SkippableFact]
    public async Task A_silo_below_the_least_writer_gets_a_conflict_and_changes_no_state()
    {
        await using var database = await GrainStateDatabase.OpenAsync(postgres);
        await CommitAsync(database, First(Ada));
        await database.Database.RunAsync("UPDATE cluster_schema_version SET version = 3, least_writer = 3");
        var next = Next(Ada, await LoadAsync(database, Ada));

        foreach (var commit in (TaskCommit[])[next, First(Bob)])
        {
            var error = await Assert.ThrowsAsync<StorageException>(() => CommitAsync(database, commit));
            Assert.Equal(StorageFailure.Conflict, error.Failure);
        }

        Assert.Equal("1", await database.Database.RunAsync("SELECT count(*) FROM grain_states WHERE version = 1"));
        await database.Database.RunAsync("UPDATE cluster_schema_version SET least_writer = 2");
        await CommitAsync(database, next);
    }

    private static Task<StoredTasks> LoadAsync(GrainStateDatabase database, UserId user) =>
        database.LoadAsync(user, CancellationToken.None);

    private static Task CommitAsync(GrainStateDatabase database, TaskCommit commit) =>
        database.CommitAsync(commit, CancellationToken.None);
}
