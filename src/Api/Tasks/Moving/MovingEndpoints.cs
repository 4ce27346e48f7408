using TaskActors.Api.Limits;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>The routes by which a list leaves, and comes back.</summary>
internal static class MovingEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] Post = [HttpMethods.Post];

    public static void MapMoving(this IEndpointRouteBuilder tasks)
    {
        tasks.MapTasks<ExportTasks>("/export", Read, ExportTasks).Describe(ListOperations.Export);
        tasks.MapTasks<ImportTasks>("/import", Post, ImportTasks)
            .WithMetadata(BodyLimit.Import).Describe(ListOperations.Import);
    }

    private static async ValueTask<IResult> ExportTasks(
        ExportTasks request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var page = await tasks.ListAsync(TaskQuery.Everything, request.PublicAddress, cancellation);
        return page.Error is { } error ? error.ToProblem() : new ExportAnswer(page);
    }

    private static async ValueTask<IResult> ImportTasks(
        ImportTasks request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (imported, isDryRun, write) = request;
        var result = await tasks.ImportAsync(imported, isDryRun, write, cancellation);
        return result.IsSuccess ? new ImportAnswer(result, isDryRun) : result.Error.ToProblem();
    }
}
