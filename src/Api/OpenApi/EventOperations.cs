namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of live events.</summary>
internal static class EventOperations
{
    public static OperationDescription Watch { get; } = new("watchTasks", "Tasks", "Follow changes as they happen")
    {
        Description = "Server-sent events. hello comes first; then a change for each revision, with what changes "
            + "would say (after a gap one may carry several). reset says: read changes. expired comes at the "
            + "token's end. A comment comes every 15 s. The id of each is the revision that the client then has: "
            + "connect again with it as Last-Event-ID, which wins over since. Without either it begins from now.",
        NeedsToken = true,
        Parameters = ["SinceEvent", "LastEventId"],
        Responses = TaskOperations.Common.Add(200, "Events").Add(422, "Invalid"),
    };
}
