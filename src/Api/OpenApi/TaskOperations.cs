using System.Collections.Immutable;

namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of the routes of tasks.</summary>
internal static class TaskOperations
{
    private const string Tag = "Tasks";

    private static readonly ImmutableArray<string> Filters =
        ["Status", "Completed", "Priority", "Tag", "DueBefore", "DueAfter", "Text", "Search"];

    private static readonly ImmutableArray<string> Paging = ["Sort", "Order", "Limit", "Cursor"];

    public static OperationDescription List { get; } = Read("listTasks", "List tasks", 200, "TaskList") with
    {
        Description = "Without limit the whole list comes. Unknown parameters are ignored.",
        Parameters = [.. Filters, .. Paging, "IfNoneMatch"],
        Responses = Read("", "", 200, "TaskList").Responses.Add(422, "Invalid"),
    };

    public static OperationDescription Get { get; } = Read("getTask", "Read a task", 200, "Task") with
    {
        Parameters = ["Id", "IfNoneMatch"],
        Responses = Read("", "", 200, "Task").Responses.Add(404, "TaskNotFound"),
    };

    public static OperationDescription Create { get; } = Write("createTask", "Add a task", 201, "TaskCreated", "NewTask") with
    {
        Parameters = ["IfMatchList"],
        Responses = Write("", "", 201, "TaskCreated", "NewTask").Responses
            .Add(409, "LimitReached").Add(412, "ListChanged"),
    };

    public static OperationDescription Clear { get; } = new("clearTasks", Tag, "Delete all tasks that the filters match")
    {
        Description = "Removes exactly the tasks that the list with the same filters has, as one revision. "
            + "Any other parameter is refused, and so is a trailing slash.",
        NeedsToken = true,
        Parameters = [.. Filters, "IfMatchList"],
        Responses = Common.Add(204, "Deleted").Add(400, "BadRequest").Add(404, "NotFound").Add(412, "ListChanged")
            .Add(422, "Invalid"),
    };

    public static OperationDescription Put { get; } = Edit("updateTask", "Set fields of a task", "TaskUpdate") with
    {
        Description = "Sets the fields that it names, and never clears one that it does not.",
    };

    public static OperationDescription Patch { get; } = Edit("patchTask", "Change a task", "TaskPatch") with
    {
        Description = "A merge patch (RFC 7396). {} changes nothing, not even the revision.",
    };

    public static OperationDescription Complete { get; } = Edit("completeTask", "Complete a task", "Completion") with
    {
        Description = "Without a body (or with {} or null) it toggles; {\"completed\": true} sets, and is safe to repeat.",
        Responses = Edit("", "", "").Responses.Remove(409),
    };

    public static OperationDescription Delete { get; } = new("deleteTask", Tag, "Delete a task")
    {
        NeedsToken = true,
        Parameters = ["Id", "IfMatch"],
        Responses = Common.Add(204, "Deleted").Add(400, "BadRequest").Add(404, "TaskNotFound").Add(412, "TaskChanged"),
    };

    private static ImmutableSortedDictionary<int, string> Common => OperationDescription.Answers(
        (401, "Unauthorized"), (403, "Forbidden"), (500, "InternalError"), (503, "Unavailable"));

    private static OperationDescription Read(string id, string summary, int status, string response) =>
        new(id, Tag, summary)
        {
            NeedsToken = true,
            Responses = Common.Add(status, response).Add(304, "NotModified"),
        };

    private static OperationDescription Write(string id, string summary, int status, string response, string body) =>
        new(id, Tag, summary)
        {
            NeedsToken = true,
            RequestBody = body,
            Responses = Common.Add(status, response).Add(400, "BadRequest").Add(413, "BodyTooLarge")
                .Add(415, "UnsupportedMediaType").Add(422, "Invalid"),
        };

    private static OperationDescription Edit(string id, string summary, string body)
    {
        var write = Write(id, summary, 200, "Task", body);
        return write with
        {
            Parameters = ["Id", "IfMatch"],
            Responses = write.Responses.Add(404, "TaskNotFound").Add(409, "LimitReached").Add(412, "TaskChanged"),
        };
    }
}
