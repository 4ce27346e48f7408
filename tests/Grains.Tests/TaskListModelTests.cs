using FsCheck;
using FsCheck.Fluent;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Lists;

/// <summary>
/// Thousands of generated histories: the list must be what a plain dictionary says, and so must what it stores.
/// </summary>
public sealed class TaskListModelTests
{
    private static readonly UserId Alice = new("alice");
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_history_gives_what_the_model_says() => Check(TaskGenerators.Histories(60), history =>
    {
        var model = new TaskModel();
        var list = TaskList.Load(Alice, StoredTasks.None, new TaskLimits());

        foreach (var command in history)
        {
            var expected = model.Run(command);
            var decision = command.DecideOn(list, Noon);

            Assert.True(expected.Fits(decision.Result), $"{command}: {expected} is not {decision.Result}");
            Assert.Equal(expected.IsChange, decision.IsChange);
            list = decision.Next;
            AssertSame(model, list);
        }
    });

    [Fact]
    public void What_is_committed_adds_up_to_the_list() => Check(TaskGenerators.Histories(60), history =>
    {
        var list = TaskList.Load(Alice, StoredTasks.None, new TaskLimits { TombstonesMax = 5 });
        var stored = new StoredRows();

        foreach (var group in history.Chunk(7))
        {
            var commit = new GroupCommit(list);
            Array.ForEach(group, command => commit.Add(command.DecideOn(commit.After, Noon)));
            list = commit.After;
            if (commit.IsChange)
            {
                stored.Apply(commit.ToCommit());
            }

            var loaded = TaskList.Load(Alice, stored.ToStoredTasks(), new TaskLimits { TombstonesMax = 5 });
            Assert.Equal(list.Tasks(), loaded.Tasks());
            Assert.Equal((list.Rev, list.NextId, list.TextBytes), (loaded.Rev, loaded.NextId, loaded.TextBytes));
            Assert.Equal(list.Tombstones.Items, loaded.Tombstones.Items);
            Assert.Equal(list.Tombstones.Floor, loaded.Tombstones.Floor);
        }
    });

    private static void AssertSame(TaskModel model, TaskList list)
    {
        Assert.Equal(model.Rev, list.Rev);
        Assert.Equal(model.NextId, list.NextId);
        Assert.Equal(model.Tasks, list.Tasks().Select(ModelTask.Of));
        Assert.Equal(model.Tasks.Count, list.Count);
        Assert.Equal(list.Tasks().Sum(task => (long)task.TextBytes), list.TextBytes);
    }

    private static void Check(Gen<TaskCommand[]> histories, Action<TaskCommand[]> run) =>
        Prop.ForAll(histories.ToArbitrary(), run).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>The rows that a store would hold, as a dictionary.</summary>
    private sealed class StoredRows
    {
        private readonly SortedDictionary<TaskId, TaskItem> _tasks = [];
        private List<Tombstone> _tombstones = [];
        private TaskCommit? _last;

        public void Apply(TaskCommit commit)
        {
            Assert.Equal(_last?.Rev ?? 0, commit.ExpectedRev);
            foreach (var task in commit.Saved)
            {
                _tasks[task.Id] = task;
            }

            foreach (var id in commit.Removed)
            {
                _tasks.Remove(id);
            }

            _tombstones = [.. _tombstones.Concat(commit.Tombstones).Where(tombstone => tombstone.Rev > commit.Floor)];
            _last = commit;
        }

        public StoredTasks ToStoredTasks() => _last is null ? StoredTasks.None : new StoredTasks
        {
            Rev = _last.Rev, NextId = _last.NextId, Floor = _last.Floor, CommittedAt = _last.At,
            Tasks = [.. _tasks.Values], Tombstones = [.. _tombstones],
        };
    }
}
