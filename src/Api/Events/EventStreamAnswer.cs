namespace TaskActors.Api.Events;

/// <summary>The live stream of a list; a HEAD gets its headers, and opens nothing.</summary>
internal sealed class EventStreamAnswer(IUserTasksGrain tasks, WatchTasks request, DateTimeOffset expiresAt) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            return httpContext.RequestServices.GetRequiredService<EventStreams>()
                .ServeAsync(httpContext, tasks, request, expiresAt);
        }

        EventStreams.WriteHeaders(httpContext.Response);
        return Task.CompletedTask;
    }
}
