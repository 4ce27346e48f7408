using Microsoft.AspNetCore.Http.Features;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Tasks.Addressing;

/// <summary>
/// Reads the address of requests under <c>/api</c> from the raw target, and lets routing see only that.
/// </summary>
internal sealed class StrictAddresses(RequestDelegate next, PublicAddress publicAddress)
{
    public Task InvokeAsync(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (TasksAddress.Of(context.Request.Path, rawTarget) is { } address)
        {
            new ApiRequest(address, publicAddress).BelongTo(context);
            context.Request.Path = new PathString(address.Path);
        }

        return next(context);
    }
}
