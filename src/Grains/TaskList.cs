using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// The aggregate: one user's tasks at one revision, an immutable value. A decision changes nothing; it carries the next
/// list, which becomes the user's when it is stored.
/// </summary>
public sealed partial class TaskList
{
    private readonly TaskLimits _limits;
    private readonly TaskBlocks _blocks;

    // Within a batch: the one revision that all its changes get.
    private long? _batchRev;

    private KeptPage? _keptPage;

    private TaskList(UserId user, TaskLimits limits, TaskBlocks blocks, Tombstones tombstones)
    {
        User = user;
        _limits = limits;
        _blocks = blocks;
        Tombstones = tombstones;
    }

    public UserId User { get; }

    public long Rev { get; private init; }

    public long NextId { get; private init; }

    public DateTimeOffset CommittedAt { get; private init; }

    /// <summary>What is remembered of deleted tasks.</summary>
    public Tombstones Tombstones { get; }

    public int Count => _blocks.Count;

    /// <summary>The UTF-8 bytes of all titles, descriptions and tags.</summary>
    public long TextBytes { get; private init; }

    /// <summary>About how many bytes of memory it holds, its renderings included.</summary>
    public long Weight => 1_024 + (Count * 640L) + (TextBytes * 3) + (Tombstones.Count * 40L);

    internal TaskBlocks Blocks => _blocks;

    /// <summary>The page of everything as it was last read: a cache that anyone may fill.</summary>
    internal KeptPage? KeptPage
    {
        get => Volatile.Read(ref _keptPage);
        set => Volatile.Write(ref _keptPage, value);
    }

    internal TaskLimits Limits => _limits;

    /// <summary>The revision that the next change gets.</summary>
    private long NextRev => _batchRev ?? Rev + 1;

    public static TaskList Load(UserId user, StoredTasks stored, TaskLimits limits) =>
        new(user, limits, TaskBlocks.Of(stored.Tasks), Tombstones.Of(stored))
        {
            Rev = stored.Rev,
            NextId = stored.NextId,
            CommittedAt = stored.CommittedAt,
            TextBytes = stored.Tasks.Sum(task => (long)task.TextBytes),
        };

    public TaskItem? Find(TaskId id) => _blocks.Find(id);

    public IEnumerable<TaskItem> Tasks() => _blocks.Tasks();

    /// <summary>The time at which a change of now counts: never before the last one.</summary>
    public DateTimeOffset TimeOf(DateTimeOffset now)
    {
        var time = Instants.ToMicroseconds(now);
        return time > CommittedAt ? time : CommittedAt;
    }

    public Decision Create(TaskEdit edit, Precondition? precondition, DateTimeOffset now)
    {
        if (precondition?.Holds(Rev) == false)
        {
            return Refuse(TaskError.StaleList(Rev));
        }

        var place = NextOrder();
        var blank = new TaskItem
        {
            Id = new TaskId(NextId), Rev = NextRev, Title = "", Order = place, CreatedAt = now, UpdatedAt = now,
        };
        var task = edit.Apply(blank, place, now);
        return Count >= _limits.TasksMax ? Refuse(TaskError.TasksLimit(_limits.TasksMax))
            : ExceedsBytes(task.TextBytes) ? Refuse(TaskError.BytesLimit(_limits.TextBytesMax))
            : Change(task, _blocks.Append(task), task.TextBytes, now);
    }

    public Decision Edit(TaskId id, TaskEdit edit, Precondition? precondition, DateTimeOffset now)
    {
        if (Refusal(id, precondition, out var task) is { } refusal)
        {
            return refusal;
        }

        var edited = edit.Apply(task, NextOrder(), now);
        if (edited.HasSameContent(task))
        {
            return Keep(task);
        }

        var growth = edited.TextBytes - task.TextBytes;
        return growth > 0 && ExceedsBytes(growth) ? Refuse(TaskError.BytesLimit(_limits.TextBytesMax))
            : Replace(edited, growth, now);
    }

    /// <param name="id">Which task.</param>
    /// <param name="completed">What it shall be; null toggles.</param>
    /// <param name="precondition">From the request.</param>
    /// <param name="now">The time of completion.</param>
    public Decision Complete(TaskId id, bool? completed, Precondition? precondition, DateTimeOffset now)
    {
        if (Refusal(id, precondition, out var task) is { } refusal)
        {
            return refusal;
        }

        var isDone = completed ?? !task.IsDone;
        // A retried request must not move the time of completion: a success that writes nothing.
        return isDone == task.IsDone ? Keep(task) : Replace(task with { CompletedAt = isDone ? now : null }, 0, now);
    }

    public Decision Delete(TaskId id, Precondition? precondition, DateTimeOffset now) =>
        Refusal(id, precondition, out var task) ?? Remove([task], _blocks.Without(task), now);

    /// <summary>Removes every task that the filter matches, as one revision.</summary>
    public Decision Clear(TaskFilter filter, Precondition? precondition, DateTimeOffset now)
    {
        if (precondition?.Holds(Rev) == false)
        {
            return Refuse(TaskError.StaleList(Rev));
        }

        TaskItem[] removed = [.. Tasks().Where(filter.Matches)];
        return removed.Length == 0
            ? new Decision { Next = this, Result = TaskResult.Done(Rev) }
            : Remove(removed, _blocks.Without(filter.Matches), now);
    }

    private Decision? Refusal(TaskId id, Precondition? precondition, out TaskItem task)
    {
        task = Find(id)!;
        return task is null ? Refuse(TaskError.NotFound)
            : precondition?.Holds(task.Rev) == false ? Refuse(TaskError.Stale(task))
            : null;
    }

    private Decision Refuse(TaskError error) => new() { Next = this, Result = TaskResult.Refused(error) };

    private Decision Keep(TaskItem task) => new() { Next = this, Result = TaskResult.Of(task, Rev) };

    private Decision Replace(TaskItem task, long growth, DateTimeOffset now)
    {
        var changed = task with { Rev = NextRev, UpdatedAt = now };
        return Change(changed, _blocks.With(changed), growth, now);
    }

    private Decision Change(TaskItem task, TaskBlocks blocks, long growth, DateTimeOffset now)
    {
        var next = Successor(blocks, growth, Tombstones.Trim(_limits, now), now);
        return new Decision { Next = next, Result = TaskResult.Of(task, next.Rev), Saved = [task] };
    }

    private Decision Remove(TaskItem[] tasks, TaskBlocks blocks, DateTimeOffset now)
    {
        ImmutableArray<TaskId> removed = [.. tasks.Select(task => task.Id)];
        var tombstones = Tombstones.Add(removed, NextRev, now).Trim(_limits, now);
        var next = Successor(blocks, -tasks.Sum(task => (long)task.TextBytes), tombstones, now);
        return new Decision { Next = next, Result = TaskResult.Done(next.Rev), Removed = removed };
    }

    private TaskList Successor(TaskBlocks blocks, long growth, Tombstones tombstones, DateTimeOffset now) =>
        new(User, _limits, blocks, tombstones)
        {
            Rev = NextRev,
            _batchRev = _batchRev,
            NextId = Math.Max(NextId, blocks.LastId + 1),
            CommittedAt = now,
            TextBytes = TextBytes + growth,
        };

    private bool ExceedsBytes(long growth) => TextBytes + growth > _limits.TextBytesMax;

    /// <summary>The place at the end; the last place is shared when there is no more room.</summary>
    private int NextOrder() => (int)Math.Min((long)_blocks.OrderMax + TaskRules.OrderStep, int.MaxValue);
}
