namespace TaskActors.Api.Health;

/// <summary>The events of health checks.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Not ready: {Check}")]
    public static partial void CheckFailed(ILogger logger, string check, Exception error);
}
