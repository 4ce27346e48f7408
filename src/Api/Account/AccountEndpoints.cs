using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Account;

/// <summary>The routes of the caller's own account.</summary>
internal static class AccountEndpoints
{
    private const string Me = "/api/me";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Me, Read, GetAccount).Describe(AccountOperations.Get);
        routes.MapDelete(Me, EraseAccount).Describe(AccountOperations.Erase);
    }

    private static async Task<Results<AccountAnswer, Problem>> GetAccount(
        CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        var summary = await actors.TasksOf(user.Id).SummaryAsync(cancellation);
        return summary.Error is { } error ? error.ToProblem() : new AccountAnswer(user, summary);
    }

    private static async Task<Results<DeletedAnswer, Problem>> EraseAccount(
        Bound<EraseAccount> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var result = await actors.TasksOf(user.Id).EraseAsync(bound.Request.Precondition, cancellation);
        return result.IsSuccess ? new DeletedAnswer(isReplay: false) : result.Error.ToProblem();
    }
}
