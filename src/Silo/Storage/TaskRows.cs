using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;

namespace TaskActors.Storage;

/// <summary>The only place that turns tasks into rows and rows into tasks.</summary>
internal static class TaskRows
{
    public const string Select =
        """
        SELECT id, rev, title, description, completed, completed_at, priority, due_date, tags, sort_order,
               created_at, updated_at
          FROM tasks WHERE user_key = @user ORDER BY id
        """;

    public const string Save =
        """
        INSERT INTO tasks (user_key, id, rev, title, description, completed, completed_at, priority, due_date, tags,
                           sort_order, created_at, updated_at)
        VALUES (@user, @id, @rev, @title, @description, @completed, @completed_at, @priority, @due_date, @tags,
                @sort_order, @created_at, @updated_at)
        ON CONFLICT (user_key, id) DO UPDATE
           SET rev = excluded.rev, title = excluded.title, description = excluded.description,
               completed = excluded.completed, completed_at = excluded.completed_at, priority = excluded.priority,
               due_date = excluded.due_date, tags = excluded.tags, sort_order = excluded.sort_order,
               created_at = excluded.created_at, updated_at = excluded.updated_at
        """;

    private static readonly JsonSerializerOptions TagsJson = new()
    {
        // Tags stay readable in the database's own tools.
        Encoder = TaskJson.WriterOptions.Encoder,
    };

    /// <summary>The parameters of <see cref="Save"/>, in the order of <see cref="Write"/>.</summary>
    public static string[] Parameters { get; } =
    [
        "@user", "@id", "@rev", "@title", "@description", "@completed", "@completed_at", "@priority", "@due_date",
        "@tags", "@sort_order", "@created_at", "@updated_at",
    ];

    /// <summary>Runs <see cref="Save"/>.</summary>
    public static void Write(IWriteStatement save, string userKey, TaskItem task) => save.Write(
        userKey, task.Id.Value, task.Rev, task.Title, task.Description, task.IsDone ? 1 : 0,
        task.CompletedAt is { } completed ? Instants.Format(completed) : null, task.Priority.Word(),
        task.DueDate?.ToString(), TagsText(task.Tags), task.Order, Instants.Format(task.CreatedAt),
        Instants.Format(task.UpdatedAt));

    /// <summary>Reads the row that the reader stands on; columns as in <see cref="Select"/>.</summary>
    /// <exception cref="FormatException">The row does not hold a task.</exception>
    public static TaskItem Read(DbDataReader row)
    {
        var completedAt = TextOf(row, 5) is { } text ? Instants.Parse(text) : (DateTimeOffset?)null;
        Require(row.GetInt64(4) == (completedAt is null ? 0 : 1), "completed and completed_at disagree");
        Require(TaskPriorities.TryParse(row.GetString(6), out var priority), "priority is not a known word");
        var order = row.GetInt64(9);
        Require(order is >= int.MinValue and <= int.MaxValue, "sort_order does not fit into 32 bits");
        return new TaskItem
        {
            Id = new TaskId(row.GetInt64(0)),
            Rev = row.GetInt64(1),
            Title = row.GetString(2),
            Description = TextOf(row, 3),
            CompletedAt = completedAt,
            Priority = priority,
            DueDate = DueOf(TextOf(row, 7)),
            Tags = TagsOf(row.GetString(8)),
            Order = (int)order,
            CreatedAt = Instants.Parse(row.GetString(10)),
            UpdatedAt = Instants.Parse(row.GetString(11)),
        };
    }

    private static string TagsText(ImmutableArray<string> tags) =>
        tags.IsEmpty ? "[]" : JsonSerializer.Serialize(tags, TagsJson);

    private static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DueDate? DueOf(string? text)
    {
        var due = default(DueDate);
        Require(text is null || DueDate.TryParse(text, out due), "due_date is neither a day nor an instant");
        return text is null ? null : due;
    }

    private static ImmutableArray<string> TagsOf(string json)
    {
        try
        {
            var tags = JsonSerializer.Deserialize<ImmutableArray<string?>>(json);
            Require(!tags.IsDefault && tags.All(tag => tag is not null), "tags is not an array of texts");
            return tags!;
        }
        catch (JsonException error)
        {
            throw new FormatException("tags is not an array of texts", error);
        }
    }

    private static void Require(bool holds, string whyNot)
    {
        if (!holds)
        {
            throw new FormatException(whyNot);
        }
    }
}
