using TaskActors.Api.Limits;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>The route of batches.</summary>
internal static class BatchEndpoints
{
    private static readonly string[] Post = [HttpMethods.Post];

    public static void MapBatch(this IEndpointRouteBuilder tasks) =>
        tasks.MapTasks<RunBatch>("/batch", Post, RunBatch)
            .WithMetadata(BodyLimit.Batch).Describe(ListOperations.Batch);

    private static async ValueTask<IResult> RunBatch(
        RunBatch request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (operations, write) = request;
        var result = await tasks.BatchAsync(operations, write, cancellation);
        return result.IsSuccess ? new BatchAnswer(result) : result.Error.ToProblem();
    }
}
