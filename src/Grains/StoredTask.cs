using System.Collections.Immutable;

namespace TaskActors;

/// <summary>A task as JSON that stores keep: lossless, whatever the API calls its members.</summary>
public sealed record StoredTask(
    long Id, long Rev, string Title, string? Description, string? CompletedAt, TaskPriority Priority,
    string? DueDate, string[] Tags, int Order, string CreatedAt, string UpdatedAt)
{
    public static StoredTask? Of(TaskItem? task) => task is null ? null : new StoredTask(
        task.Id.Value, task.Rev, task.Title, task.Description, Text(task.CompletedAt), task.Priority,
        task.DueDate?.ToString(), [.. task.Tags], task.Order, Text(task.CreatedAt)!, Text(task.UpdatedAt)!);

    public TaskItem ToTask() => new()
    {
        Id = new TaskId(Id), Rev = Rev, Title = Title, Description = Description,
        CompletedAt = CompletedAt is null ? null : Instants.Parse(CompletedAt), Priority = Priority,
        DueDate = TaskActors.DueDate.TryParse(DueDate, out var due) ? due : null,
        Tags = ImmutableArray.Create(Tags), Order = Order,
        CreatedAt = Instants.Parse(CreatedAt), UpdatedAt = Instants.Parse(UpdatedAt),
    };

    private static string? Text(DateTimeOffset? at) => at is { } instant ? Instants.Format(instant) : null;
}
