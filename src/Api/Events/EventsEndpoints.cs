using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Events;

/// <summary>The route of live events.</summary>
internal static class EventsEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<ResumedEvents>();
        services.AddSingleton<EventStreams>();
    }

    public static void MapEvents(this RouteGroupBuilder tasks) =>
        tasks.MapTasks<WatchTasks>("/events", Read, WatchTasks).Describe(EventOperations.Watch);

    private static ValueTask<IResult> WatchTasks(
        WatchTasks request, UserTasksCalls tasks, CancellationToken cancellation) =>
        ValueTask.FromResult<IResult>(new EventStreamAnswer(tasks, request));
}
