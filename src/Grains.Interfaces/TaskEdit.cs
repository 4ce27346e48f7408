using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>
/// The fields that a request names, each already valid by <see cref="TaskRules"/>: the content of a new task, or what
/// changes in one.
/// </summary>
[GenerateSerializer, Immutable, Alias("task-edit")]
public sealed record TaskEdit
{
    [Id(0)]
    public Optional<string> Title { get; init; }

    [Id(1)]
    public Optional<string?> Description { get; init; }

    [Id(2)]
    public Optional<bool> Completed { get; init; }

    [Id(3)]
    public Optional<TaskPriority> Priority { get; init; }

    [Id(4)]
    public Optional<DueDate?> DueDate { get; init; }

    [Id(5)]
    public Optional<ImmutableArray<string>> Tags { get; init; }

    /// <summary>Named with null: the place at the end, as for a new task.</summary>
    [Id(6)]
    public Optional<int?> Order { get; init; }

    /// <summary>The same task with the named fields set; its revision and time of change are not touched.</summary>
    /// <param name="task">The task as it is.</param>
    /// <param name="nextOrder">The place that a task without one gets.</param>
    /// <param name="now">The time of completion, if this completes it.</param>
    public TaskItem Apply(TaskItem task, int nextOrder, DateTimeOffset now) => task with
    {
        Title = Title.Or(task.Title),
        Description = Description.Or(task.Description),
        // A retried request must not move the time of completion.
        CompletedAt = Completed.Or(task.IsDone) ? task.CompletedAt ?? now : null,
        Priority = Priority.Or(task.Priority),
        DueDate = DueDate.Or(task.DueDate),
        Tags = Tags.Or(task.Tags),
        Order = Order.IsNamed ? Order.Value ?? nextOrder : task.Order,
    };
}
