using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Auditing;

/// <summary>Writes each write down before its answer leaves, so that the audit is never behind what was said.</summary>
internal sealed class AuditedWrites(RequestDelegate next, AuditTrail trail, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsWrite(context.Request.Method) && ApiRequest.Of(context)?.Caller is { } user)
        {
            context.Response.OnStarting(() => WriteAsync(context, user.Id));
        }

        return next(context);
    }

    private static bool IsWrite(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    // Not the caller's token: who leaves early has written all the same.
    private Task WriteAsync(HttpContext context, UserId user) =>
        trail.WriteAsync(LineOf(context, user), CancellationToken.None).AsTask();

    private AuditLine LineOf(HttpContext context, UserId user) => new(
        clock.GetUtcNow(), user.LogName, context.Request.Method,
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none",
        context.GetRouteValue("id") as string, context.Response.StatusCode,
        context.Response.Headers.ETag.ToString() is { Length: > 0 } tag ? tag : null,
        RequestTrace.IdOf(context));
}
