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
    private static readonly string[] Delete = [HttpMethods.Delete];

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapTasks<GetAccount>(Me, Read, GetAccount).Describe(AccountOperations.Get);
        routes.MapTasks<EraseAccount>(Me, Delete, EraseAccount).Describe(AccountOperations.Erase);
    }

    private static async ValueTask<IResult> GetAccount(
        GetAccount request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var summary = await tasks.SummaryAsync(cancellation);
        return summary.Error is { } error ? error.ToProblem() : new AccountAnswer(request.User, summary);
    }

    private static async ValueTask<IResult> EraseAccount(
        EraseAccount request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var result = await tasks.EraseAsync(request.Precondition, cancellation);
        return result.IsSuccess ? new DeletedAnswer(isReplay: false) : result.Error.ToProblem();
    }
}
