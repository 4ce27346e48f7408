using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Syncing;

/// <summary>The route of incremental sync.</summary>
internal static class ChangesEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapChanges(this IEndpointRouteBuilder tasks) =>
        tasks.MapTasks<GetChanges>("/changes", Read, GetChanges).Describe(ListOperations.Changes);

    private static async ValueTask<IResult> GetChanges(
        GetChanges request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (since, publicAddress) = request;
        var changes = await tasks.ChangesAsync(since, publicAddress, cancellation);
        return changes.Error is { } error ? error.ToProblem() : new ChangesAnswer(changes);
    }
}
