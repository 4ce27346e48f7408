using TaskActors.Testing;
using TaskActors.Tests.Postgres;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Cluster;

/// <summary>Orleans' grain storage on PostgreSQL keeps the promises of every store.</summary>
[Collection(PostgresGroup.Name)]
public sealed class GrainStateTaskStoreTests(GrainStateFixture fixture)
    : TaskStoreConformance, IClassFixture<GrainStateFixture>
{
    private GrainStateDatabase? _database;

    protected override async Task<ITaskStore> OpenAsync() => _database = await fixture.OpenAsync();

    public override Task DisposeAsync() => Task.CompletedTask;

    [SkippableFact]
    public async Task No_name_of_a_type_is_in_the_data_and_an_erased_user_keeps_the_numbers()
    {
        var ada = new UserId("ada");
        await _database!.CommitAsync(First(ada) with { Saved = [OddTasks.Full] }, CancellationToken.None);
        var text = await _database.Database.RunAsync("SELECT convert_from(state, 'UTF8') FROM grain_states");
        var stored = await _database.LoadAsync(ada, CancellationToken.None);

        await _database.CommitAsync(
            Next(ada, stored) with { Saved = [], Erases = true, Floor = 2 }, CancellationToken.None);

        Assert.DoesNotContain("TaskActors", text, StringComparison.Ordinal);
        Assert.DoesNotContain("$type", text, StringComparison.Ordinal);
        var erased = await _database.LoadAsync(ada, CancellationToken.None);
        Assert.Equal((2, 3, 2), (erased.Rev, erased.NextId, erased.Floor));
        var after = await _database.Database.RunAsync("SELECT convert_from(state, 'UTF8') FROM grain_states");
        Assert.DoesNotContain("Buy milk", after, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_state_that_cannot_be_read_is_unreadable()
    {
        var ada = new UserId("ada");
        await _database!.CommitAsync(First(ada), CancellationToken.None);
        await _database.Database.RunAsync("UPDATE grain_states SET state = '{}'");

        var error = await Assert.ThrowsAsync<StorageException>(
            () => _database.LoadAsync(ada, CancellationToken.None));

        Assert.Equal(StorageFailure.Unreadable, error.Failure);
    }
}
