using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
using TaskActors.Api.Limits;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>The route of batches.</summary>
internal static class BatchEndpoints
{
    public static void MapBatch(this IEndpointRouteBuilder tasks) =>
        tasks.MapPost("/batch", RunBatch).WithMetadata(BodyLimit.Batch).Describe(ListOperations.Batch);

    private static async Task<Results<BatchAnswer, Problem>> RunBatch(
        Bound<RunBatch> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (operations, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).BatchAsync(operations, write, cancellation);
        return result.IsSuccess ? new BatchAnswer(result) : result.Error.ToProblem();
    }
}
