using Microsoft.AspNetCore.Http.Features;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Events;

/// <summary>The live stream of a list; a HEAD gets its headers, and opens nothing.</summary>
internal sealed class EventStreamAnswer(UserTasksCalls tasks, WatchTasks request) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            var caller = httpContext.Caller();
            return httpContext.RequestServices.GetRequiredService<EventStreams>()
                .ServeAsync(httpContext, tasks, request, caller.ExpiresAt);
        }

        EventStreams.WriteHeaders(httpContext.Response);
        return Task.CompletedTask;
    }
}
