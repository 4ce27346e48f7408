using System.Collections.Immutable;

namespace TaskActors.MovingIn;

/// <summary>A field of a task as another app's table may hold it: how a flag names it, and usual names of its
/// column.</summary>
public sealed class SourceField(string name, string meaning, params ImmutableArray<string> usualColumns)
{
    public string Name => name;

    /// <summary>What the column holds, in words.</summary>
    public string Meaning => meaning;

    /// <summary>The names under which it is looked for, the most usual first.</summary>
    public ImmutableArray<string> UsualColumns => usualColumns;

    /// <summary>Whether nothing can be moved without it.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>All fields that can be moved, once: flags, columns and help come from this list.</summary>
public static class SourceFields
{
    public static SourceField User { get; } = new("user", "whose task it is", "user_id", "userid", "owner_id", "user")
    {
        IsRequired = true,
    };

    public static SourceField Id { get; } = new("id", "its number", "id", "task_id")
    {
        IsRequired = true,
    };

    public static SourceField Title { get; } = new("title", "its title", "title", "name")
    {
        IsRequired = true,
    };

    public static SourceField Description { get; } =
        new("description", "its text", "description", "details", "notes", "content", "body");

    public static SourceField Completed { get; } =
        new("completed", "whether it is done", "completed", "is_completed", "complete", "done", "is_done")
        {
            IsRequired = true,
        };

    public static SourceField CreatedAt { get; } =
        new("created", "when it was made", "created_at", "created", "created_on");

    public static SourceField UpdatedAt { get; } =
        new("updated", "when it was last changed", "updated_at", "updated", "updated_on", "modified_at");

    public static SourceField Priority { get; } = new("priority", "none, low, medium or high", "priority");

    public static SourceField DueDate { get; } = new("due", "a day or an instant", "due_date", "due_at", "due");

    public static SourceField Tags { get; } = new("tags", "a JSON array, an array, or words and commas", "tags");

    public static ImmutableArray<SourceField> All { get; } =
        [User, Id, Title, Description, Completed, CreatedAt, UpdatedAt, Priority, DueDate, Tags];
}
