using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Syncing;

/// <summary>The route of incremental sync.</summary>
internal static class ChangesEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapChanges(this IEndpointRouteBuilder tasks) =>
        tasks.MapMethods("/changes", Read, GetChanges).Describe(ListOperations.Changes);

    private static async Task<Results<ChangesAnswer, Problem>> GetChanges(
        Bound<GetChanges> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (since, publicAddress) = bound.Request;
        var changes = await actors.TasksOf(user.Id).ChangesAsync(since, publicAddress, cancellation);
        return changes.Error is { } error ? error.ToProblem() : new ChangesAnswer(changes);
    }
}
