using System.Collections.Concurrent;
using Xunit;

namespace TaskActors.Testing;

/// <summary>
/// What callers saw, each answer with the revisions between which it must lie: the largest one acknowledged before the
/// call, and the stored one after it.
/// </summary>
public sealed class HistoryRecord(Func<Task<long>> storedRev)
{
    private readonly ConcurrentBag<(TaskCommand Command, TaskResult Result, long From, long To)> _writes = [];
    private readonly ConcurrentBag<(ListAsRead List, long From, long To)> _reads = [];
    private long _acknowledged;

    public Task WriteAsync(TaskCommand command, UserTasksCalls tasks) =>
        WriteAsync(command, () => command.CallAsync(tasks));

    /// <param name="command">What is written.</param>
    /// <param name="call">Writes it, once.</param>
    public async Task WriteAsync(TaskCommand command, Func<ValueTask<TaskResult>> call)
    {
        var from = Interlocked.Read(ref _acknowledged);
        var result = await call();
        Acknowledge(result.Rev);
        _writes.Add((command, result, from, await storedRev()));
    }

    public Task ReadAsync(UserTasksCalls tasks) => ReadAsync(tasks.ReadAsync);

    public async Task ReadAsync(Func<Task<ListAsRead>> read)
    {
        var from = Interlocked.Read(ref _acknowledged);
        var list = await read();
        Acknowledge(list.Rev);
        _reads.Add((list, from, await storedRev()));
    }

    /// <summary>Replays the writes in order of revision on the model and finds every answer's place in it.</summary>
    public void AssertSequential(ListAsRead final)
    {
        var states = new List<TaskModel> { new() };
        for (var rev = 1L; rev <= final.Rev; rev++)
        {
            states.Add(Replay(states[^1], rev));
        }

        Assert.Equal(states[^1].Tasks, final.Tasks);
        Assert.All(_reads.Where(read => read.List.Error is null), read =>
        {
            Assert.InRange(read.List.Rev, read.From, read.To);
            Assert.Equal(states[(int)read.List.Rev].Tasks, read.List.Tasks);
        });
        Assert.All(_writes.Where(write => IsRefusalByTheList(write.Result)), write => Assert.Contains(
            states.Skip((int)write.From).Take((int)(write.To - write.From) + 1),
            state => IsFitWithoutChange(state, write.Command, write.Result)));
    }

    private TaskModel Replay(TaskModel before, long rev)
    {
        var answers = _writes.Where(write => write.Result.IsSuccess && write.Result.Rev == rev).ToList();
        Assert.All(answers, answer => Assert.InRange(rev, answer.From, answer.To));
        // Exactly one of the answers made this revision; the others found nothing to change right after it.
        foreach (var answer in answers.Where(answer => answer.From < rev))
        {
            var after = before.Copy();
            var expected = after.Run(answer.Command);
            if (expected.IsChange && expected.Fits(answer.Result)
                && answers.All(other => other == answer || IsFitWithoutChange(after, other.Command, other.Result)))
            {
                return after;
            }
        }

        Assert.Fail($"No acknowledged write explains revision {rev}.");
        return before;
    }

    private static bool IsFitWithoutChange(TaskModel state, TaskCommand command, TaskResult result) =>
        state.Copy().Run(command) is { IsChange: false } answer && answer.Fits(result);

    private static bool IsRefusalByTheList(TaskResult result) =>
        result.Error?.Code is TaskErrorCode.NotFound or TaskErrorCode.PreconditionFailed;

    private void Acknowledge(long rev)
    {
        for (var seen = Interlocked.Read(ref _acknowledged); seen < rev; seen = Interlocked.Read(ref _acknowledged))
        {
            Interlocked.CompareExchange(ref _acknowledged, rev, seen);
        }
    }
}
