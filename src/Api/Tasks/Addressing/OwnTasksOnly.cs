using Microsoft.AspNetCore.Authentication;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Addressing;

/// <summary>
/// The gate of everything under <c>/api</c>, routes that do not exist included: a verified token first, then nobody's
/// list but the caller's own. Only behind it may an answer depend on what is there.
/// </summary>
internal sealed class OwnTasksOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => ApiRequest.Of(context) is { } request
        ? CheckAsync(context, request)
        : next(context);

    private Task CheckAsync(HttpContext context, ApiRequest request)
    {
        if (request.Caller is not { } user)
        {
            return context.ChallengeAsync();
        }

        return request.Address.UserId is { } named && !string.Equals(named, user.Id.Subject, StringComparison.Ordinal)
            ? RequestProblems.Forbidden.ExecuteAsync(context)
            : next(context);
    }
}
