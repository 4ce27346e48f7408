using TaskActors.Api.Auth;
using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// What the rooms find out about a request under <c>/api</c>, for those further in. One object for all of it: whoever
/// looks a feature up walks past every feature of the server's first. With it, and with headers set at once instead of
/// by a callback, a get took 38 microseconds of processor instead of 43 (docs/decisions.md).
/// </summary>
internal sealed class ApiRequest(TasksAddress address, PublicAddress publicAddress)
{
    public TasksAddress Address => address;

    /// <summary>Null until a token was believed.</summary>
    public CurrentUser? Caller { get; set; }

    /// <summary>Null outside the API.</summary>
    public static ApiRequest? Of(HttpContext context) => (ApiRequest?)context.Features[typeof(ApiRequest)];

    public void BelongTo(HttpContext context) => context.Features[typeof(ApiRequest)] = this;

    /// <summary>What absolute links in the answer begin with.</summary>
    public string PublicAddressIn(HttpContext context) => publicAddress.Of(context);
}
