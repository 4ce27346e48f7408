using System.Globalization;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Events;

/// <summary>Opens a live stream from a revision on; without one, from now.</summary>
internal sealed record WatchTasks(long? Since, string PublicAddress) : IBindable<WatchTasks>
{
    private const string LastEventId = "Last-Event-ID";
    private const string SinceParameter = "since";

    public static ValueTask<Parsed<WatchTasks>> ReadAsync(HttpContext context) =>
        ValueTask.FromResult(Read(context));

    /// <summary>A browser that connects again repeats the old <c>since</c>: the header is newer.</summary>
    private static Parsed<WatchTasks> Read(HttpContext context)
    {
        var header = context.Request.Headers[LastEventId];
        var (name, values) = string.IsNullOrEmpty(header)
            ? ($"?{SinceParameter}", context.Request.Query[SinceParameter])
            : (LastEventId, header);
        if (values.Count == 0)
        {
            return new WatchTasks(null, context.PublicAddress());
        }

        return values.Count == 1
            && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                ? new WatchTasks(since, context.PublicAddress())
                : RequestProblems.InvalidQuery([new FieldError(name, "The revision must be one whole number.")]);
    }
}
