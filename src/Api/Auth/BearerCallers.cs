using Microsoft.AspNetCore.Authentication;
using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api.Auth;

/// <summary>
/// Asks the bearer scheme who calls, where that is not known yet. Everything outside the API is open.
/// </summary>
internal sealed class BearerCallers(RequestDelegate next)
{
    /// <summary>
    /// Under this key the platform notes that authentication has its place; it would else put a room of its own in
    /// front of all others, which asks the scheme about every request.
    /// </summary>
    private const string PlatformNote = "__AuthenticationMiddlewareSet";

    public static void TakePlaceIn(IApplicationBuilder app)
    {
        app.Properties[PlatformNote] = true;
        app.UseMiddleware<BearerCallers>();
    }

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<TasksAddress>() is null || context.Features.Get<CurrentUser>() is not null
            ? next(context)
            : AskAsync(context);

    private async Task AskAsync(HttpContext context)
    {
        var answer = await context.AuthenticateAsync();
        if (answer.Principal is { } caller)
        {
            context.User = caller;
            context.Features.Set(CurrentUser.From(caller));
        }

        await next(context);
    }
}
