using System.Collections.Immutable;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Testing;

/// <summary>What every store must do, whatever it is built on; each store's test class inherits it.</summary>
public abstract class TaskStoreConformance : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private ITaskStore _store = null!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<ITaskStore> OpenAsync();

    [SkippableFact]
    public async Task A_user_who_was_never_here_has_an_empty_list_at_revision_0()
    {
        var stored = await LoadAsync(Ada);

        Assert.Equal((0, 1, 0), (stored.Rev, stored.NextId, stored.Floor));
        Assert.Empty(stored.Tasks);
        Assert.Empty(stored.Tombstones);
    }

    [SkippableFact]
    public async Task What_was_committed_is_loaded()
    {
        await CommitAsync(First(Ada));
        await CommitAsync(Next(Ada, await LoadAsync(Ada)));

        var stored = await LoadAsync(Ada);

        Assert.Equal((2, 3, 0), (stored.Rev, stored.NextId, stored.Floor));
        Assert.Equal(Noon.AddMinutes(1), stored.CommittedAt);
        Assert.Equal(TimeSpan.Zero, stored.CommittedAt.Offset);
        Assert.Equal<TaskItem>([TaskOf(1, 1), TaskOf(2, 2, "Buy bread")], stored.Tasks);
    }

    [SkippableFact]
    public async Task A_stale_commit_is_refused_and_changes_nothing()
    {
        await CommitAsync(First(Ada));
        var seen = await LoadAsync(Ada);
        await CommitAsync(Next(Ada, seen, "the first"));

        var failure = await FailureOfAsync(Next(Ada, seen, "the second"));

        Assert.Equal(StorageFailure.Conflict, failure);
        Assert.Equal<TaskItem>([TaskOf(1, 1), TaskOf(2, 2, "the first")], (await LoadAsync(Ada)).Tasks);
    }

    [SkippableFact]
    public async Task A_commit_on_a_revision_that_is_not_yet_there_is_refused()
    {
        var never = Next(Ada, new StoredTasks { Rev = 5 });

        Assert.Equal(StorageFailure.Conflict, await FailureOfAsync(never));
        await CommitAsync(First(Ada));
        Assert.Equal(StorageFailure.Conflict, await FailureOfAsync(never));
    }

    [SkippableFact]
    public async Task A_blind_first_commit_does_not_replace_what_is_there()
    {
        await CommitAsync(First(Ada, "the first"));

        var failure = await FailureOfAsync(First(Ada, "the second"));

        Assert.Equal(StorageFailure.Conflict, failure);
        Assert.Equal("the first", Assert.Single((await LoadAsync(Ada)).Tasks).Title);
    }

    [SkippableFact]
    public async Task Of_32_racing_first_writers_exactly_one_wins()
    {
        var writers = Enumerable.Range(1, 32)
            .Select(writer => Task.Run(() => OutcomeOfAsync(First(Ada, $"writer {writer}"))));

        var outcomes = await Task.WhenAll(writers);

        var winner = Assert.Single(Enumerable.Range(0, 32), writer => outcomes[writer] is null);
        Assert.Equal(31, outcomes.Count(outcome => outcome == StorageFailure.Conflict));
        Assert.Equal($"writer {winner + 1}", Assert.Single((await LoadAsync(Ada)).Tasks).Title);
    }

    [SkippableFact]
    public async Task Of_32_racing_later_writers_exactly_one_wins()
    {
        await CommitAsync(First(Ada));
        var seen = await LoadAsync(Ada);
        var writers = Enumerable.Range(1, 32)
            .Select(writer => Task.Run(() => OutcomeOfAsync(Next(Ada, seen, $"writer {writer}"))));

        var outcomes = await Task.WhenAll(writers);

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(2, (await LoadAsync(Ada)).Rev);
    }

    [SkippableFact]
    public async Task The_conflict_of_one_user_leaves_the_commits_of_others_stored()
    {
        var users = Users(60);
        await Task.WhenAll(users.Where(IsThird).Select(user => CommitAsync(First(user, "before"))));

        var outcomes = await Task.WhenAll(users.Select(user => OutcomeOfAsync(First(user, "after"))));

        for (var number = 0; number < users.Length; number++)
        {
            var isThird = IsThird(users[number]);
            Assert.Equal(isThird ? StorageFailure.Conflict : null, outcomes[number]);
            Assert.Equal(isThird ? "before" : "after", Assert.Single((await LoadAsync(users[number])).Tasks).Title);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(OddTaskNames))]
    public async Task Every_field_of_a_task_comes_back_as_it_was(string name)
    {
        var task = OddTasks.ByName[name];
        await CommitAsync(First(Ada) with { Saved = [task] });

        var loaded = Assert.Single((await LoadAsync(Ada)).Tasks);

        Assert.True(task == loaded, $"{task}\n{loaded}");
        Assert.Equal(task.DueDate?.ToString(), loaded.DueDate?.ToString());
        Assert.Equal(TimeSpan.Zero, loaded.CreatedAt.Offset);
    }

    [SkippableFact]
    public async Task A_saved_task_replaces_every_field_of_its_row()
    {
        var full = OddTasks.Full;
        var bare = TaskOf(1, 2, "bare") with { Order = -1, CreatedAt = Noon.AddHours(1), UpdatedAt = Noon.AddHours(2) };
        await CommitAsync(First(Ada) with { Saved = [full] });

        await CommitAsync(Next(Ada, await LoadAsync(Ada)) with { Saved = [bare] });

        Assert.Equal(bare, Assert.Single((await LoadAsync(Ada)).Tasks));
    }

    [SkippableFact]
    public async Task Removed_tasks_leave_tombstones_in_the_order_of_their_revisions()
    {
        await CommitAsync(First(Ada) with { NextId = 4, Saved = [TaskOf(1, 1), TaskOf(2, 1), TaskOf(3, 1)] });
        await CommitAsync(Removal(rev: 2, floor: 0, ids: 3));
        await CommitAsync(Removal(rev: 3, floor: 0, ids: [2, 1]));

        var stored = await LoadAsync(Ada);

        Assert.Empty(stored.Tasks);
        Assert.Equal<Tombstone>([Buried(3, 2), Buried(1, 3), Buried(2, 3)], stored.Tombstones);
    }

    [SkippableFact]
    public async Task Raising_the_floor_removes_the_tombstones_up_to_it()
    {
        await CommitAsync(First(Ada) with { NextId = 4, Saved = [TaskOf(1, 1), TaskOf(2, 1), TaskOf(3, 1)] });
        await CommitAsync(Removal(rev: 2, floor: 0, ids: 1));
        await CommitAsync(Removal(rev: 3, floor: 0, ids: 2));

        await CommitAsync(Removal(rev: 4, floor: 2, ids: 3));

        var stored = await LoadAsync(Ada);
        Assert.Equal(2, stored.Floor);
        Assert.Equal<Tombstone>([Buried(2, 3), Buried(3, 4)], stored.Tombstones);
    }

    [SkippableFact]
    public async Task A_task_that_was_made_and_removed_in_one_commit_leaves_only_its_tombstone()
    {
        var commit = First(Ada) with
        {
            Rev = 2,
            Saved = [],
            Removed = [new TaskId(1)],
            Tombstones = [Buried(1, 2)],
        };

        await CommitAsync(commit);

        var stored = await LoadAsync(Ada);
        Assert.Empty(stored.Tasks);
        Assert.Equal((2, 2), (stored.Rev, stored.NextId));
        Assert.Equal(Buried(1, 2), Assert.Single(stored.Tombstones));
    }

    [SkippableFact]
    public async Task Users_whose_names_look_alike_stay_apart()
    {
        UserId[] users =
        [
            new("abc"), new("ABC"), new("10"), new("010"), new("10.0"), new("1e1"), new("%41"), new("A"),
            new("a+x"), new("A+x"), new("x/y"), new("x%2Fy"), new("x"), new("x "), new(" x"),
            new("\u00e9"), new("e\u0301"), new("\u212b"), new("\u00c5"),
            new("'; DROP TABLE users; --"), new("u-x"), new("x", "a"), new("a-x"),
            new("00000000-0000-0000-0000-000000000000"),
        ];

        foreach (var user in users)
        {
            await CommitAsync(First(user, $"of {user.Key}"));
        }

        foreach (var user in users)
        {
            Assert.Equal($"of {user.Key}", Assert.Single((await LoadAsync(user)).Tasks).Title);
        }
    }

    [SkippableFact]
    public async Task A_commit_that_was_cancelled_before_its_turn_is_not_written()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.CommitAsync(First(Ada), cancelled.Token));

        Assert.Equal(0, (await LoadAsync(Ada)).Rev);
    }

    [SkippableFact]
    public async Task A_list_of_10000_tasks_comes_back_whole_and_in_order()
    {
        var tasks = Enumerable.Range(1, 10_000).Select(id => TaskOf(id, 1, $"task {id}")).ToImmutableArray();
        await CommitAsync(First(Ada) with { NextId = 10_001, Saved = [.. tasks.Reverse()] });

        var stored = await LoadAsync(Ada);

        Assert.Equal<TaskItem>(tasks, stored.Tasks);
    }

    public static TheoryData<string> OddTaskNames() => [.. OddTasks.ByName.Keys];

    private static Tombstone Buried(long id, long rev) => new(new TaskId(id), rev, Noon.AddSeconds(rev).AddTicks(10));

    private static TaskCommit Removal(long rev, long floor, params long[] ids) => new()
    {
        User = Ada,
        ExpectedRev = rev - 1,
        Rev = rev,
        NextId = 4,
        Floor = floor,
        At = Noon,
        Removed = [.. ids.Select(id => new TaskId(id))],
        Tombstones = [.. ids.Select(id => Buried(id, rev))],
    };

    private static bool IsThird(UserId user) => user.Subject.EndsWith('3');

    private Task<StoredTasks> LoadAsync(UserId user) => _store.LoadAsync(user, CancellationToken.None);

    private Task CommitAsync(TaskCommit commit) => _store.CommitAsync(commit, CancellationToken.None);

    private async Task<StorageFailure> FailureOfAsync(TaskCommit commit) =>
        (await Assert.ThrowsAsync<StorageException>(() => CommitAsync(commit))).Failure;

    private async Task<StorageFailure?> OutcomeOfAsync(TaskCommit commit)
    {
        try
        {
            await CommitAsync(commit);
            return null;
        }
        catch (StorageException error)
        {
            return error.Failure;
        }
    }
}
