using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>Which tasks of a list are meant; every member that is set must hold.</summary>
[GenerateSerializer, Immutable, Alias("task-filter")]
public sealed record TaskFilter
{
    public static TaskFilter All { get; } = new();

    [Id(0)]
    public bool? Completed { get; init; }

    [Id(1)]
    public TaskPriority? Priority { get; init; }

    /// <summary>All of them must be on the task.</summary>
    [Id(2)]
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Excludes the instant itself. A task without a due date never matches.</summary>
    [Id(3)]
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Includes the instant itself. A task without a due date never matches.</summary>
    [Id(4)]
    public DateTimeOffset? DueAfter { get; init; }

    /// <summary>Searched in title and description: ordinal, ignoring case.</summary>
    [Id(5)]
    public string? Text { get; init; }

    public bool IsAll =>
        Completed is null && Priority is null && Tags.IsEmpty && DueBefore is null && DueAfter is null && Text is null;

    public bool Matches(TaskItem task) =>
        (Completed is not { } completed || task.IsDone == completed)
        && (Priority is not { } priority || task.Priority == priority)
        && (DueBefore is not { } before || task.DueDate?.Utc < before.UtcDateTime)
        && (DueAfter is not { } after || task.DueDate?.Utc >= after.UtcDateTime)
        && (Tags.IsEmpty || Tags.All(task.Tags.Contains))
        && (Text is null || Contains(task.Title, Text) || Contains(task.Description, Text));

    private static bool Contains(string? text, string part) =>
        text is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
