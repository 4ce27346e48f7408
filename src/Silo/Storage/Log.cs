using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>What storage says in the log. No message names a user or shows a task.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Debug, Message = "Storage: {Location}")]
    public static partial void Opened(ILogger logger, string location);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning,
        Message = "Another process owns {Location}; waiting up to {Seconds} s for it to stop")]
    public static partial void WaitsForOwner(ILogger logger, string location, double seconds);

    [LoggerMessage(EventId = 305, Level = LogLevel.Warning,
        Message = "{Location} does not answer; waiting up to {Seconds} s for it")]
    public static partial void WaitsForServer(ILogger logger, string location, double seconds);

    [LoggerMessage(EventId = 306, Level = LogLevel.Warning,
        Message = "{Location} runs with fsync off: a power cut may lose what was acknowledged, or all of it")]
    public static partial void ServerDoesNotFlush(ILogger logger, string location);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "Writing to {Location} fails")]
    public static partial void WritesFail(ILogger logger, string location, Exception error);

    [LoggerMessage(EventId = 303, Level = LogLevel.Information, Message = "Writing to {Location} works again")]
    public static partial void WritesRecovered(ILogger logger, string location);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information,
        Message = "Brought {Location} from schema {From} to {To}")]
    public static partial void Migrated(ILogger logger, string location, int from, int to);

    [LoggerMessage(EventId = 307, Level = LogLevel.Warning,
        Message = "{Location} has schema {Version}, which a newer program made; this one knows up to {Known}, and may "
            + "still write")]
    public static partial void NewerSchema(ILogger logger, string location, int version, int known);

    [LoggerMessage(EventId = 308, Level = LogLevel.Information,
        Message = "Backed {Location} up to {Backup} before its schema changes; it holds everybody's tasks: delete it "
            + "when it is of no use any more")]
    public static partial void BackedUp(ILogger logger, string location, string backup);
}
