using Microsoft.AspNetCore.Authentication;
using TaskActors.Api.FrontDoor;

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

    public static void NotePlaceIn(IApplicationBuilder app) => app.Properties[PlatformNote] = true;

    public async Task InvokeAsync(HttpContext context)
    {
        var answer = await context.AuthenticateAsync();
        if (answer.Principal is { } caller)
        {
            context.User = caller;
            if (ApiRequest.Of(context) is { } request)
            {
                request.Caller = CurrentUser.From(caller);
            }
        }

        await next(context);
    }
}
