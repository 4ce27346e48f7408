using System.Diagnostics;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// Under which id a request is found again: its trace's where it is traced, else the caller's (W3C Trace Context), else
/// one that is made when somebody asks. Most requests are never asked, and an activity for each would cost as much as
/// reading a list.
/// </summary>
internal static class RequestTrace
{
    /// <summary>32 hexadecimal digits, the same for the whole request.</summary>
    public static string IdOf(HttpContext context)
    {
        if (Activity.Current is { } activity)
        {
            return activity.TraceId.ToHexString();
        }

        if (context.Features.Get<Made>() is not { } made)
        {
            context.Features.Set(made = new Made(FromCaller(context) ?? ActivityTraceId.CreateRandom().ToHexString()));
        }

        return made.Id;
    }

    private static string? FromCaller(HttpContext context) =>
        ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller)
            ? caller.TraceId.ToHexString()
            : null;

    private sealed record Made(string Id);
}
