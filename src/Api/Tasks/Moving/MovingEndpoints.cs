using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Limits;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>The routes by which a list leaves, and comes back.</summary>
internal static class MovingEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMoving(this IEndpointRouteBuilder tasks)
    {
        tasks.MapMethods("/export", Read, ExportTasks).Describe(ListOperations.Export);
        tasks.MapPost("/import", ImportTasks).WithMetadata(BodyLimit.Import).Describe(ListOperations.Import);
    }

    private static async Task<Results<ExportAnswer, Problem>> ExportTasks(
        HttpContext context, CurrentUser user, IUserTasksDirectory actors, TimeProvider clock,
        CancellationToken cancellation)
    {
        var everything = TaskQuery.Everything;
        var page = await actors.TasksOf(user.Id).ListAsync(everything, context.PublicAddress(), cancellation);
        return page.Error is { } error ? error.ToProblem() : new ExportAnswer(page, clock.GetUtcNow());
    }

    private static async Task<Results<ImportAnswer, Problem>> ImportTasks(
        Bound<ImportTasks> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (tasks, isDryRun, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).ImportAsync(tasks, isDryRun, write, cancellation);
        return result.IsSuccess ? new ImportAnswer(result, isDryRun) : result.Error.ToProblem();
    }
}
