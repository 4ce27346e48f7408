namespace TaskActors.Api.Tasks.Querying;

/// <summary>Every name and word that a list query understands: ours, and those of existing frontends.</summary>
internal static class QuerySpellings
{
    public const string Cursor = "cursor";

    public static QueryField Field(string name) => name switch
    {
        "status" or "completed" => QueryField.Status,
        "priority" => QueryField.Priority,
        "tag" => QueryField.Tag,
        "due_before" => QueryField.DueBefore,
        "due_after" => QueryField.DueAfter,
        "q" or "search" => QueryField.Text,
        "sort" => QueryField.Sort,
        "order" => QueryField.Direction,
        "limit" => QueryField.Limit,
        Cursor => QueryField.Cursor,
        _ => QueryField.Unknown,
    };

    /// <summary>
    /// Whether done tasks are meant, or open ones, or (null) both; false when it is none of our words.
    /// </summary>
    public static bool TryStatus(string name, string value, out bool? completed)
    {
        (var known, completed) = (name, value) switch
        {
            ("status", "all") => (true, (bool?)null),
            ("status", "completed") or ("completed", "true") => (true, true),
            ("status", "pending") or ("completed", "false") => (true, false),
            _ => (false, null),
        };
        return known;
    }

    public static bool TrySort(string value, out TaskSort sort)
    {
        var descending = value.StartsWith('-');
        TaskSortKey? key = (descending ? value[1..] : value) switch
        {
            "created" or "created_at" => TaskSortKey.Created,
            "updated" or "updated_at" => TaskSortKey.Updated,
            "due" or "due_date" => TaskSortKey.Due,
            "priority" => TaskSortKey.Priority,
            "title" => TaskSortKey.Title,
            "order" => TaskSortKey.Order,
            _ => null,
        };
        sort = new TaskSort(key ?? TaskSortKey.Id, descending);
        return key is not null;
    }

    /// <summary>Reads a date or an instant. A plus sign that was not escaped arrives as a space.</summary>
    public static bool TryDue(string value, out DueDate due)
    {
        if (DueDate.TryParse(value, out due))
        {
            return true;
        }

        var space = value.LastIndexOf(' ');
        return space > 0 && DueDate.TryParse($"{value[..space]}+{value[(space + 1)..]}", out due);
    }
}
