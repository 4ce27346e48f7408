using System.Collections.Immutable;

namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of the routes of tasks.</summary>
internal static class TaskOperations
{
    private const string Tag = "Tasks";

    /// <summary>What any route under <c>/api</c> may answer.</summary>
    public static ImmutableSortedDictionary<int, string> Common { get; } = OperationDescription.Answers(
        (401, "Unauthorized"), (403, "Forbidden"), (429, "TooManyRequests"),
        (500, "InternalError"), (503, "Unavailable"));

    internal static ImmutableSortedDictionary<int, string> Bodied { get; } = Common
        .Add(400, "BadRequest").Add(408, "RequestTimeout").Add(413, "BodyTooLarge")
        .Add(415, "UnsupportedMediaType").Add(422, "Invalid");

    private static readonly ImmutableSortedDictionary<int, string> Edited = Bodied
        .Add(200, "Task").Add(404, "TaskNotFound").Add(409, "LimitReached").Add(412, "TaskChanged");

    private static readonly ImmutableArray<string> Filters =
        ["Status", "Completed", "Priority", "Tag", "DueBefore", "DueAfter", "Text", "Search"];

    public static OperationDescription List { get; } = new("listTasks", Tag, "List tasks")
    {
        Description = "Without limit the whole list comes. Unknown parameters are ignored.",
        NeedsToken = true,
        Parameters = [.. Filters, "Sort", "Order", "Limit", "Cursor", "IfNoneMatch"],
        Responses = Common.Add(200, "TaskList").Add(304, "NotModified").Add(422, "Invalid"),
    };

    public static OperationDescription Get { get; } = new("getTask", Tag, "Read a task")
    {
        NeedsToken = true,
        Parameters = ["Id", "IfNoneMatch"],
        Responses = Common.Add(200, "Task").Add(304, "NotModified").Add(404, "TaskNotFound"),
    };

    public static OperationDescription Create { get; } = new("createTask", Tag, "Add a task")
    {
        NeedsToken = true,
        Parameters = ["IfMatchList", "IdempotencyKey"],
        RequestBody = "NewTask",
        Responses = Bodied.Add(201, "TaskCreated").Add(409, "LimitReached").Add(412, "ListChanged"),
    };

    public static OperationDescription Clear { get; } = new("clearTasks", Tag, "Delete what the filters match")
    {
        Description = "Removes exactly the tasks that the list with the same filters has, as one revision. "
            + "Any other parameter is refused, and so is a slash at the end.",
        NeedsToken = true,
        Parameters = [.. Filters, "IfMatchList", "IdempotencyKey"],
        Responses = Common.Add(204, "Deleted")
            .Add(400, "BadRequest").Add(404, "NotFound").Add(412, "ListChanged").Add(422, "Invalid"),
    };

    public static OperationDescription Put { get; } = new("updateTask", Tag, "Set fields of a task")
    {
        Description = "Sets the fields that it names, and never clears one that it does not.",
        NeedsToken = true,
        Parameters = ["Id", "IfMatch", "IdempotencyKey"],
        RequestBody = "TaskUpdate",
        Responses = Edited,
    };

    public static OperationDescription Patch { get; } = new("patchTask", Tag, "Change a task")
    {
        Description = "A merge patch (RFC 7396). {} changes nothing, not even the revision.",
        NeedsToken = true,
        Parameters = ["Id", "IfMatch", "IdempotencyKey"],
        RequestBody = "TaskPatch",
        Responses = Edited,
    };

    public static OperationDescription Complete { get; } = new("completeTask", Tag, "Complete a task")
    {
        Description = "Without a body (or with {} or null) it toggles; "
            + "{\"completed\": true} sets, and is safe to repeat.",
        NeedsToken = true,
        Parameters = ["Id", "IfMatch", "IdempotencyKey"],
        RequestBody = "Completion",
        Responses = Edited.Remove(409),
    };

    public static OperationDescription Delete { get; } = new("deleteTask", Tag, "Delete a task")
    {
        NeedsToken = true,
        Parameters = ["Id", "IfMatch", "IdempotencyKey"],
        Responses = Common.Add(204, "Deleted")
            .Add(400, "BadRequest").Add(404, "TaskNotFound").Add(412, "TaskChanged").Add(422, "Invalid"),
    };
}
