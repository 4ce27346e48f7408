using Xunit;

namespace TaskActors.Testing;

/// <summary>What every host of the actors promises; each host's test class inherits it.</summary>
public abstract class HostConformance : HostTests
{
    [SkippableFact]
    public async Task What_was_written_is_read_and_survives_the_activation()
    {
        var milk = await Tasks.AddAsync("milk");
        await Tasks.AddAsync("bread");
        await Tasks.CompleteAsync(milk.Task!.Id, completed: null, WriteRequest.Plain);
        var before = await Tasks.ReadAsync();

        await Host.ForgetAllAsync();

        var after = await Tasks.ReadAsync();
        Assert.Equal(3, after.Rev);
        Assert.Equal(before.Tasks, after.Tasks);
        Assert.True((await Tasks.GetAsync(milk.Task!.Id)).Task!.IsDone);
    }

    [SkippableFact]
    public async Task Users_whose_ids_look_alike_stay_apart()
    {
        string[] subjects =
        [
            "abc", "ABC", "10", "010", "0x10", "1e1", "a+x", "A+x", "x/y", "x%2Fy", "%41", "A", "é", "e\u0301",
            "2e11bd0c-9f10-4a4f-8ad4-6cdd0c26ad9f", "2E11BD0C-9F10-4A4F-8AD4-6CDD0C26AD9F",
        ];

        foreach (var subject in subjects)
        {
            await Host.Of(new UserId(subject)).AddAsync($"of {subject}");
        }

        await Host.ForgetAllAsync();
        foreach (var subject in subjects)
        {
            Assert.Equal([$"of {subject}"], await Host.Of(new UserId(subject)).TitlesAsync());
        }
    }

    [SkippableFact]
    public async Task Equal_subjects_of_two_issuers_share_nothing()
    {
        await Tasks.AddAsync("own");

        var other = Host.Of(Alice with { Issuer = "partner" });

        Assert.Empty(await other.TitlesAsync());
    }

    [SkippableFact]
    public async Task Parallel_writes_of_one_user_get_one_revision_each()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 90).Select(n => Tasks.AddAsync($"task {n}").AsTask()));

        Assert.Equal(Enumerable.Range(1, 90).Select(n => (long)n), results.Select(result => result.Rev).Order());
        Assert.All(results, result => Assert.Equal(result.Rev, result.Task!.Id.Value));
        Assert.Equal(90, (await Tasks.ReadAsync()).Rev);
    }

    [SkippableFact]
    public async Task Calls_that_wait_for_a_commit_are_committed_together()
    {
        await Tasks.AddAsync("first");
        var gate = HoldCommits();
        var writes = Enumerable.Range(0, 40).Select(n => Tasks.AddAsync($"task {n}").AsTask()).ToList();
        await gate.Reached;
        await Host.UnderWayAsync(Alice, writes.Count);

        gate.Open();
        await Task.WhenAll(writes);

        // One for the first task, one that was held (with those who came at once), one for all who waited meanwhile.
        Assert.InRange(Store.Commits, 2, 3);
    }

    [SkippableFact]
    public async Task Whoever_is_slow_after_an_answer_holds_up_nobody_of_the_same_group()
    {
        await Tasks.AddAsync("first");
        var gate = HoldCommits();
        var running = Tasks.AddAsync("running").AsTask();
        await gate.Reached;
        using var over = new ManualResetEvent(initialState: false);
        var slow = Tasks.AddAsync("slow").AsTask().ContinueWith(
            _ => over.WaitOne(TimeSpan.FromSeconds(30)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var other = Tasks.AddAsync("other").AsTask();
        await Host.UnderWayAsync(Alice, calls: 3);

        gate.Open();

        await running;
        Assert.True((await other.WaitAsync(TimeSpan.FromSeconds(10))).IsSuccess);
        over.Set();
        await slow;
    }

    [SkippableFact]
    public async Task Reads_do_not_wait_for_a_write_and_see_nothing_unsaved()
    {
        await Tasks.AddAsync("saved");
        var gate = HoldCommits();
        var write = Tasks.AddAsync("not yet").AsTask();
        await gate.Reached;

        var during = await Tasks.TitlesAsync();
        gate.Open();
        await write;

        Assert.Equal(["saved"], during);
        Assert.Equal(["saved", "not yet"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task No_answer_of_a_group_leaves_before_the_group_is_stored()
    {
        var task = (await Tasks.AddAsync("task")).Task!;
        var gate = HoldCommits();
        var first = Tasks.AddAsync("first").AsTask();
        await gate.Reached;
        var second = HoldCommits();
        var add = Tasks.AddAsync("second").AsTask();
        var refusal = Tasks.DeleteAsync(new TaskId(999), WriteRequest.Plain).AsTask();
        var noChange = Tasks.CompleteAsync(task.Id, completed: false, WriteRequest.Plain).AsTask();
        var stale = Tasks.DeleteAsync(task.Id, new WriteRequest { Precondition = new Precondition() }).AsTask();
        await Host.UnderWayAsync(Alice, calls: 5);

        gate.Open();
        await first;
        await second.Reached;
        // Time for answers that should not leave.
        await Task.Delay(100);

        Assert.All([add, refusal, noChange, stale], answer => Assert.False(answer.IsCompleted));
        second.Open();
        Assert.Equal(TaskErrorCode.NotFound, (await refusal).Error!.Code);
        Assert.Equal(TaskErrorCode.PreconditionFailed, (await stale).Error!.Code);
        Assert.True((await noChange).IsSuccess && (await add).IsSuccess);
    }

    [SkippableFact]
    public async Task A_full_queue_refuses_at_once_and_loses_nothing()
    {
        await Tasks.AddAsync("first");
        var gate = HoldCommits();
        var writes = Enumerable.Range(0, 200).Select(n => Tasks.AddAsync($"task {n}").AsTask()).ToList();
        await gate.Reached;
        while (writes.Count(write => write.IsCompleted) < 36)
        {
            await Task.Delay(10);
        }

        gate.Open();
        var results = await Task.WhenAll(writes);

        var refused = results.Count(result => result.Error?.Code == TaskErrorCode.QueueFull);
        Assert.InRange(refused, 36, 100);
        Assert.Equal(201 - refused, (await Tasks.ReadAsync()).Tasks.Count);
    }

    [SkippableFact]
    public async Task A_caller_who_leaves_before_the_turn_writes_nothing()
    {
        await Tasks.AddAsync("first");
        var gate = HoldCommits();
        var running = Tasks.AddAsync("running").AsTask();
        await gate.Reached;
        using var leaving = new CancellationTokenSource();
        var waiting = Tasks.CreateAsync(TaskCalls.Titled("waiting"), WriteRequest.Plain, leaving.Token).AsTask();
        await Host.UnderWayAsync(Alice, calls: 2);

        await leaving.CancelAsync();
        await Host.UnderWayAsync(Alice, calls: 2, left: 1);
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await running;
        Assert.Equal(["first", "running"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task A_caller_who_leaves_during_the_commit_stops_nothing()
    {
        await Tasks.AddAsync("first");
        var gate = HoldCommits();
        using var leaving = new CancellationTokenSource();
        var write = Tasks.CreateAsync(TaskCalls.Titled("written"), WriteRequest.Plain, leaving.Token).AsTask();
        await gate.Reached;

        await leaving.CancelAsync();
        gate.Open();
        await Record.ExceptionAsync(() => write);

        // Orleans lets whoever leaves go at once, and the commit goes on.
        await EventuallyAsync(async () => (await Tasks.TitlesAsync()).SequenceEqual(["first", "written"]));
    }

    [SkippableFact]
    public async Task One_load_serves_all_who_wait_for_it()
    {
        var gate = new Gate();
        Store.BeforeLoad = _ => gate.PassAsync();
        using var leaving = new CancellationTokenSource();
        var left = Tasks.GetAsync(new TaskId(1), leaving.Token).AsTask();
        var reads = Enumerable.Range(0, 20).Select(_ => Tasks.ReadAsync()).ToList();
        var write = Tasks.AddAsync("first").AsTask();
        await gate.Reached;

        await leaving.CancelAsync();
        await Record.ExceptionAsync(() => left);
        gate.Open();
        await Task.WhenAll(reads);
        await write;

        Assert.Equal(1, Store.Loads);
    }

    [SkippableFact]
    public async Task A_conflict_answers_503_and_the_next_call_sees_what_is_stored()
    {
        await Tasks.AddAsync("first");
        Store.BeforeCommit = async commit =>
        {
            Store.BeforeCommit = _ => Task.CompletedTask;
            var other = commit.Saved[0] with { Title = "of another activation" };
            await Store.CommitAsync(commit with { Saved = [other] }, default);
        };

        var refused = await Tasks.AddAsync("second");
        await EventuallyAsync(async () => (await Tasks.AddAsync("third")).IsSuccess);

        Assert.Equal(TaskErrorCode.StorageUnavailable, refused.Error!.Code);
        Assert.Equal(["first", "of another activation", "third"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task Data_that_cannot_be_read_stops_that_user_alone_and_is_not_overwritten()
    {
        await Tasks.AddAsync("first");
        await Host.ForgetAllAsync();
        Store.BeforeLoad = user => user == Alice
            ? throw new StorageException(StorageFailure.Unreadable, "A row makes no sense.") : Task.CompletedTask;
        var commits = Store.Commits;

        var read = await Tasks.ReadAsync();
        var write = await Tasks.AddAsync("second");

        Assert.Equal(TaskErrorCode.DataUnreadable, read.Error);
        Assert.Equal(TaskErrorCode.DataUnreadable, write.Error!.Code);
        Assert.Equal(commits, Store.Commits);
        Assert.True((await Host.Of(new UserId("bob")).AddAsync("of bob")).IsSuccess);
    }

    /// <summary>Holds the next commit, and those after it, until the gate is opened.</summary>
    protected Gate HoldCommits()
    {
        var gate = new Gate();
        Store.BeforeCommit = _ => gate.PassAsync();
        return gate;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isTrue)
    {
        for (var tries = 0; !await isTrue(); tries++)
        {
            Assert.True(tries < 100, "It did not become true within ten seconds.");
            await Task.Delay(100);
        }
    }
}
