using Orleans;

namespace TaskActors;

/// <summary>
/// Where a task stands in a sorted list: the value it is sorted by, then its id. A page begins after the position of
/// the last task of the page before, so that changes elsewhere in the list neither skip nor repeat a task.
/// </summary>
/// <param name="Number">The number it is sorted by (ticks of an instant, priority, order, id).</param>
/// <param name="Text">The text it is sorted by (title), else null.</param>
/// <param name="Id">The tie-break.</param>
[GenerateSerializer, Immutable, Alias("task-position")]
public readonly record struct TaskPosition(
    [property: Id(0)] long Number, [property: Id(1)] string? Text, [property: Id(2)] TaskId Id)
{
    /// <summary>The position of a task under a sort. A task without a due date stands last, both ways.</summary>
    public static TaskPosition Of(TaskItem task, TaskSort sort) => sort.Key switch
    {
        TaskSortKey.Created => new TaskPosition(task.CreatedAt.UtcTicks, null, task.Id),
        TaskSortKey.Updated => new TaskPosition(task.UpdatedAt.UtcTicks, null, task.Id),
        TaskSortKey.Due => new TaskPosition(task.DueDate?.Utc.Ticks ?? LastTicks(sort), null, task.Id),
        TaskSortKey.Priority => new TaskPosition((int)task.Priority, null, task.Id),
        TaskSortKey.Title => new TaskPosition(0, task.Title, task.Id),
        TaskSortKey.Order => new TaskPosition(task.Order, null, task.Id),
        _ => new TaskPosition(task.Id.Value, null, task.Id),
    };

    /// <summary>Negative when this stands before the other under the sort.</summary>
    public int CompareTo(TaskPosition other, TaskSort sort)
    {
        var byKey = Number != other.Number
            ? Number.CompareTo(other.Number)
            : string.Compare(Text, other.Text, StringComparison.OrdinalIgnoreCase);
        return byKey == 0 ? Id.CompareTo(other.Id) : sort.Descending ? -byKey : byKey;
    }

    private static long LastTicks(TaskSort sort) => sort.Descending ? long.MinValue : long.MaxValue;
}
