using TaskActors.Api.Auth;
using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api.FrontDoor;

/// <summary>What the gate has found out about a request, for those behind it.</summary>
internal static class RequestFacts
{
    public static CurrentUser Caller(this HttpContext context) =>
        ApiRequest.Of(context)?.Caller ?? throw new InvalidOperationException("This is not behind the gate.");

    public static UserId CallerId(this HttpContext context) => context.Caller().Id;

    public static TasksAddress Address(this HttpContext context) => Required(context).Address;

    /// <summary>What absolute links in the answer begin with.</summary>
    public static string PublicAddress(this HttpContext context) => Required(context).PublicAddressIn(context);

    private static ApiRequest Required(HttpContext context) =>
        ApiRequest.Of(context) ?? throw new InvalidOperationException("This is not a request under /api.");
}
