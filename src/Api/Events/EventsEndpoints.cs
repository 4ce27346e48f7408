using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
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
        tasks.MapMethods("/events", Read, WatchTasks).Describe(EventOperations.Watch);

    private static Results<EventStreamAnswer, Problem> WatchTasks(
        Bound<WatchTasks> bound, CurrentUser user, IUserTasksDirectory actors) =>
        bound.IsRefused
            ? bound.Problem
            : new EventStreamAnswer(actors.TasksOf(user.Id), bound.Request, user.ExpiresAt);
}
