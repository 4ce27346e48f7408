using System.Collections.Concurrent;

namespace TaskActors.Tests.Serving;

/// <summary>
/// Enough of an actor to stand behind the front door alone: one user's tasks in memory, one call at a time.
/// </summary>
internal sealed class SmallActors : IUserTasksDirectory
{
    private readonly ConcurrentDictionary<string, SmallTasks> _users = new(StringComparer.Ordinal);

    public IUserTasksGrain TasksOf(UserId user) => _users.GetOrAdd(user.Key, _ => new SmallTasks(user));
}

internal sealed class SmallTasks(UserId user) : IUserTasksGrain
{
    private readonly Lock _turn = new();
    private readonly SortedDictionary<TaskId, TaskItem> _tasks = [];
    private long _rev;
    private long _nextId = 1;

    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        Turn(() => _tasks.TryGetValue(id, out var task)
            ? TaskResult.Of(task, _rev)
            : TaskResult.Refused(TaskError.NotFound));

    public ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default)
    {
        lock (_turn)
        {
            var after = _tasks.Values.Where(query.Filter.Matches)
                .Select(task => (Task: task, Position: TaskPosition.Of(task, query.Sort)))
                .Where(one => query.After is not { } start || one.Position.CompareTo(start, query.Sort) > 0)
                .ToList();
            after.Sort((one, other) => one.Position.CompareTo(other.Position, query.Sort));
            var page = after.Take(query.Limit ?? int.MaxValue).ToList();
            return ValueTask.FromResult(new TaskPage
            {
                Rev = _rev,
                Blocks = [.. page.Select(one => one.Task).Chunk(64)
                    .Select(block => TaskJson.RenderBlock(block, user, publicAddress))],
                Next = page.Count < after.Count ? page[^1].Position : null,
            });
        }
    }

    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        Turn(() => StaleList(write) ?? Save(edit.Apply(NewTask(), NextOrder(), Now())));

    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        Turn(() => Stale(id, write) ?? Keep(id, edit.Apply(_tasks[id], NextOrder(), Now())));

    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        Turn(() => Stale(id, write) ?? Keep(
            id, new TaskEdit { Completed = Optional.Of(completed ?? !_tasks[id].IsDone) }.Apply(_tasks[id], 0, Now())));

    public ValueTask<TaskResult> DeleteAsync(TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        Turn(() => Stale(id, write) ?? Remove([id]));

    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        Turn(() => StaleList(write) ?? Remove([.. _tasks.Values.Where(filter.Matches).Select(task => task.Id)]));

    private static DateTimeOffset Now() => Instants.ToMicroseconds(TimeProvider.System.GetUtcNow());

    private int NextOrder() => _tasks.Count == 0
        ? TaskRules.OrderStep
        : _tasks.Values.Max(task => task.Order) + TaskRules.OrderStep;

    private TaskItem NewTask() => new()
    {
        Id = new TaskId(_nextId++),
        Rev = 0,
        Title = "",
        Order = NextOrder(),
        CreatedAt = Now(),
        UpdatedAt = Now(),
    };

    private TaskResult Keep(TaskId id, TaskItem next) =>
        next.HasSameContent(_tasks[id]) ? TaskResult.Of(_tasks[id], _rev) : Save(next with { UpdatedAt = Now() });

    private TaskResult Save(TaskItem task)
    {
        _tasks[task.Id] = task with { Rev = ++_rev };
        return TaskResult.Of(_tasks[task.Id], _rev);
    }

    private TaskResult Remove(TaskId[] ids)
    {
        _rev += ids.Length > 0 ? 1 : 0;
        Array.ForEach(ids, id => _tasks.Remove(id));
        return TaskResult.Done(_rev);
    }

    private TaskResult? Stale(TaskId id, WriteRequest write) =>
        !_tasks.TryGetValue(id, out var task) ? TaskResult.Refused(TaskError.NotFound)
        : write.Precondition?.Holds(task.Rev) == false ? TaskResult.Refused(TaskError.Stale(task))
        : null;

    private TaskResult? StaleList(WriteRequest write) =>
        write.Precondition?.Holds(_rev) == false ? TaskResult.Refused(TaskError.StaleList(_rev)) : null;

    private ValueTask<TaskResult> Turn(Func<TaskResult> decide)
    {
        lock (_turn)
        {
            return ValueTask.FromResult(decide());
        }
    }
}
