using Microsoft.AspNetCore.Http.Features;
using TaskActors.Api.Auth;
using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api.FrontDoor;

/// <summary>What the gate has found out about a request, for those behind it.</summary>
internal static class RequestFacts
{
    public static UserId CallerId(this HttpContext context) =>
        context.Features.GetRequiredFeature<CurrentUser>().Id;

    public static TasksAddress Address(this HttpContext context) =>
        context.Features.GetRequiredFeature<TasksAddress>();

    /// <summary>What absolute links in the answer begin with.</summary>
    public static string PublicAddress(this HttpContext context) =>
        context.Features.GetRequiredFeature<PublicAddress>().Of(context);
}
