namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of the caller's account.</summary>
internal static class AccountOperations
{
    private const string Tag = "Account";

    public static OperationDescription Get { get; } = new("getAccount", Tag, "Who you are, and what you have")
    {
        NeedsToken = true,
        Responses = TaskOperations.Common.Add(200, "Account"),
    };

    public static OperationDescription Erase { get; } = new("eraseAccount", Tag, "Erase everything")
    {
        Description = "Erases tasks, deletions and idempotency keys as one revision. It is safe to repeat, "
            + "and takes no key.",
        NeedsToken = true,
        Parameters = ["IfMatchList"],
        Responses = TaskOperations.Common.Add(204, "Deleted").Add(400, "BadRequest").Add(412, "ListChanged"),
    };
}
