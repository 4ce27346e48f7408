using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api.Auth;

/// <summary>
/// Lets callers pass whose token was verified before: one hash and one look-up. All others, and every refusal, are the
/// bearer scheme's, which is asked further in.
/// </summary>
internal sealed class KnownCallers(RequestDelegate next, RememberedTokens remembered)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<TasksAddress>() is not null
            && BearerHeader.Read(context.Request.Headers.Authorization).Token
                is { Length: <= CompactToken.LengthMax } token
            && remembered.TryFind(RememberedTokens.Fingerprint.Of(token), out var verified))
        {
            context.Features.Set(verified.User);
        }

        return next(context);
    }
}
