namespace TaskActors.Api.Watching;

/// <summary>What watching says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2701, Level = LogLevel.Information,
        Message = "This server cannot be watched at {Path}: {Reason}")]
    public static partial void CannotBeWatched(this ILogger log, string path, string reason);
}
