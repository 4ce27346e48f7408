using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Auth;

/// <summary>
/// Lets callers pass whose token was verified before: one look-up. All others, and every refusal, are the
/// bearer scheme's, which is asked further in.
/// </summary>
internal sealed class KnownCallers(RequestDelegate next, RememberedTokens remembered)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (ApiRequest.Of(context) is { } request
            && BearerHeader.TryRead(context.Request.Headers.Authorization, out var token, out _)
            && token.Length <= CompactToken.LengthMax
            && remembered.TryFind(token, out var verified))
        {
            request.Caller = verified.User;
        }

        return next(context);
    }
}
