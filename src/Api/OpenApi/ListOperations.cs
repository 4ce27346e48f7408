namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of the routes that take or give many tasks at once.</summary>
internal static class ListOperations
{
    private const string Tag = "Tasks";

    public static OperationDescription Changes { get; } = new("getChanges", Tag, "What changed since a revision")
    {
        Description = "reset says that tasks is the whole list, to replace what the caller has: "
            + "the past since then is no longer kept, or never was.",
        NeedsToken = true,
        Parameters = ["Since", "IfNoneMatch"],
        Responses = TaskOperations.Common.Add(200, "Changes").Add(304, "NotModified").Add(422, "Invalid"),
    };

    public static OperationDescription Batch { get; } = new("runBatch", Tag, "Do many things, or none")
    {
        Description = "Up to 100 operations as one revision. A refusal has the operation's index, "
            + "and then nothing has happened.",
        NeedsToken = true,
        Parameters = ["IfMatchList", "IdempotencyKey"],
        RequestBody = "Batch",
        Responses = TaskOperations.Bodied.Add(200, "BatchResults")
            .Add(404, "TaskNotFound").Add(409, "LimitReached").Add(412, "BatchStale"),
    };

    public static OperationDescription Export { get; } = new("exportTasks", Tag, "Take the list away as a file")
    {
        NeedsToken = true,
        Responses = TaskOperations.Common.Add(200, "Export"),
    };

    public static OperationDescription Import { get; } = new("importTasks", Tag, "Add the tasks of a file")
    {
        Description = "Takes an export, or a bare array of tasks. All or none are added, with new ids, "
            + "and the instants that the file has.",
        NeedsToken = true,
        Parameters = ["DryRun", "IfMatchList", "IdempotencyKey"],
        RequestBody = "Import",
        Responses = TaskOperations.Bodied.Add(200, "Imported").Add(409, "LimitReached").Add(412, "ListChanged"),
    };
}
