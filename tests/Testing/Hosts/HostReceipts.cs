using Xunit;

namespace TaskActors.Testing;

/// <summary>What every host promises of requests with an idempotency key.</summary>
public abstract class HostReceipts : HostTests
{
    [SkippableFact]
    public async Task A_repeated_request_gets_the_first_answer_and_changes_nothing()
    {
        var first = await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1"));
        await Tasks.EditAsync(first.Task!.Id, TaskCalls.Titled("bread"), WriteRequest.Plain);
        await Host.ForgetAllAsync();

        var again = await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1"));

        Assert.True(again.IsReplay);
        Assert.Equal(first.Task, again.Task);
        Assert.Equal(["bread"], await Tasks.TitlesAsync());
        Assert.Equal(2, (await Tasks.ReadAsync()).Rev);
    }

    [SkippableFact]
    public async Task A_replay_does_not_ask_for_the_precondition_again()
    {
        var task = (await Tasks.AddAsync("milk")).Task!;
        var write = Keyed("k1") with { Precondition = new Precondition { Revs = [task.Rev] } };
        var first = await Tasks.CompleteAsync(task.Id, true, write);

        var again = await Tasks.CompleteAsync(task.Id, true, write);

        Assert.True(again.IsReplay);
        Assert.Equal(first.Task, again.Task);
    }

    [SkippableFact]
    public async Task A_success_that_changed_nothing_is_kept_too()
    {
        // On an empty list: the first thing that is ever stored of this user is a receipt.
        await Tasks.ClearAsync(TaskFilter.All, Keyed("k1"));
        await Host.ForgetAllAsync();
        await Tasks.AddAsync("milk");
        await Host.ForgetAllAsync();

        var again = await Tasks.ClearAsync(TaskFilter.All, Keyed("k1"));

        Assert.True(again.IsReplay);
        Assert.Equal(["milk"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task A_refusal_is_not_kept()
    {
        var refused = await Tasks.CompleteAsync(new TaskId(1), true, Keyed("k1"));
        await Tasks.AddAsync("milk");

        var again = await Tasks.CompleteAsync(new TaskId(1), true, Keyed("k1"));

        Assert.Equal(TaskErrorCode.NotFound, refused.Error!.Code);
        Assert.True(again is { IsSuccess: true, IsReplay: false });
    }

    [SkippableFact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1"));

        var other = await Tasks.CreateAsync(TaskCalls.Titled("bread"), Keyed("k1") with { Fingerprint = "of another" });

        Assert.Equal(TaskErrorCode.KeyReused, other.Error!.Code);
        Assert.Equal(["milk"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task Parallel_requests_with_one_key_run_once()
    {
        var requests = Enumerable.Range(0, 30)
            .Select(_ => Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1")).AsTask());

        var results = await Task.WhenAll(requests);

        Assert.Single(results, result => !result.IsReplay);
        Assert.Single(results.Select(result => result.Task).Distinct());
        Assert.Equal(["milk"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task A_key_can_be_asked_for_without_using_it()
    {
        await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("known"));

        var unknown = await Tasks.CheckKeyAsync(Keyed("unknown"));
        var known = await Tasks.CheckKeyAsync(Keyed("known"));
        var reused = await Tasks.CheckKeyAsync(Keyed("known") with { Fingerprint = "of another" });
        var used = await Tasks.CreateAsync(TaskCalls.Titled("bread"), Keyed("unknown"));

        Assert.True(unknown is { IsSuccess: true, IsReplay: false } && known.IsReplay);
        Assert.Equal(TaskErrorCode.KeyReused, reused.Error!.Code);
        Assert.False(used.IsReplay);
    }

    [SkippableFact]
    public async Task A_batch_and_an_import_are_replayed_whole()
    {
        BatchOperation[] operations =
        [
            new() { Kind = BatchOperationKind.Create, Edit = TaskCalls.Titled("milk") },
            new() { Kind = BatchOperationKind.Complete, Task = new TaskReference(default, CreatedBy: 0) },
        ];
        var batch = await Tasks.BatchAsync([.. operations], Keyed("b"));
        ImportedTask[] file = [new() { Content = TaskCalls.Titled("bread") }];
        var import = await Tasks.ImportAsync([.. file], false, Keyed("i"));

        var batchAgain = await Tasks.BatchAsync([.. operations], Keyed("b"));
        var importAgain = await Tasks.ImportAsync([.. file], false, Keyed("i"));

        Assert.True(batchAgain.IsReplay && importAgain.IsReplay);
        Assert.Equal([.. batch.Outcomes], batchAgain.Outcomes.ToArray());
        Assert.Equal((import.Rev, import.Imported), (importAgain.Rev, importAgain.Imported));
        Assert.Equal(["milk", "bread"], await Tasks.TitlesAsync());
    }

    [SkippableFact]
    public async Task Erasing_forgets_the_keys_and_the_past_but_not_the_numbers()
    {
        await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1"));
        await Tasks.AddAsync("bread");

        var erased = await Tasks.EraseAsync();
        await Host.ForgetAllAsync();
        var again = await Tasks.CreateAsync(TaskCalls.Titled("milk"), Keyed("k1"));

        Assert.Equal(3, erased.Rev);
        Assert.False(again.IsReplay);
        Assert.Equal((3, 4L), (again.Task!.Id.Value, again.Rev));
        Assert.True((await Tasks.ChangesAsync(2, TaskCalls.Address)).IsReset);
        Assert.False((await Tasks.ChangesAsync(3, TaskCalls.Address)).IsReset);
    }

    private static WriteRequest Keyed(string key) => new() { IdempotencyKey = key, Fingerprint = "of the request" };
}
