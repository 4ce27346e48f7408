namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of the routes that need no token.</summary>
internal static class HealthOperations
{
    public static OperationDescription Live { get; } = new("live", "Health", "Whether the process lives")
    {
        Description = "Never touches storage.",
        Responses = OperationDescription.Answers((200, "Alive")),
    };

    public static OperationDescription Ready { get; } = new("ready", "Health", "Whether requests can be served")
    {
        Parameters = ["Verbose"],
        Responses = OperationDescription.Answers((200, "Ready"), (503, "NotReady")),
    };
}
