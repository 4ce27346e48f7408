using System.Collections.Immutable;

namespace TaskActors.Copying;

/// <summary>A table whose rows are copied as they are; its columns stand in the same order in every database.</summary>
/// <param name="Name">The table.</param>
/// <param name="Order">The columns after the user's key by which one user's rows have one order.</param>
/// <param name="Columns">All columns.</param>
internal sealed record CopiedTable(string Name, string Order, ImmutableArray<string> Columns)
{
    /// <summary>The user's own row comes last, as in no commit: whoever sees it sees everything.</summary>
    public static ImmutableArray<CopiedTable> All { get; } =
    [
        new("tasks", "id",
        [
            "user_key", "id", "rev", "title", "description", "completed", "completed_at", "priority", "due_date",
            "tags", "sort_order", "created_at", "updated_at",
        ]),
        new("tombstones", "rev, id", ["user_key", "id", "rev", "deleted_at"]),
        new("receipts", "seq", ["user_key", "key", "seq", "fingerprint", "answer", "created_at"]),
        new("users", "rev", ["user_key", "rev", "next_id", "floor", "committed_at", "created_at"]),
    ];

    public string[] Parameters => [.. Columns.Select(column => $"@{column}")];

    public string Select => $"SELECT {string.Join(", ", Columns)} FROM {Name} WHERE user_key = @user ORDER BY {Order}";

    public string Insert =>
        $"INSERT INTO {Name} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Parameters)})";
}
