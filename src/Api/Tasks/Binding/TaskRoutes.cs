using TaskActors.Api.FrontDoor;
using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>What a route does with a request that could be read: asks the caller's actor, and answers.</summary>
internal delegate ValueTask<IResult> TaskHandler<in T>(
    T request, UserTasksCalls tasks, CancellationToken cancellation);

/// <summary>
/// Binds routes to handlers. The platform's own binding would make a service scope and several objects for each
/// request.
/// </summary>
internal static class TaskRoutes
{
    public static IEndpointConventionBuilder MapTasks<T>(
        this IEndpointRouteBuilder routes, string pattern, string[] methods, TaskHandler<T> handler)
        where T : class, IBindable<T>
    {
        // Asked for at the first request: the storage is opened when the server starts, not when routes are named.
        var actors = new Lazy<UserTasks>(routes.ServiceProvider.GetRequiredService<UserTasks>);
        RequestDelegate answer = context => AnswerAsync(context, actors.Value, handler);
        // By its method, a route is found by whatever describes the API.
        return routes.MapMethods(pattern, methods, answer).WithMetadata(answer.Method);
    }

    private static async Task AnswerAsync<T>(HttpContext context, UserTasks actors, TaskHandler<T> handler)
        where T : class, IBindable<T>
    {
        var tasks = actors.Of(context.CallerId());
        var read = await T.ReadAsync(context);
        // A reused key is told before anything else that is wrong.
        var answer = read.IsRefused
            ? await KeyedRequest.ReconsiderAsync(context, tasks, read.Problem)
            : await handler(read.Value, tasks, context.RequestAborted);
        await answer.ExecuteAsync(context);
    }
}
