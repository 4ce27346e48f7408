namespace TaskActors.Api.Events;

/// <summary>The events of live streams.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Debug, Message = "A live stream broke and is opened again")]
    public static partial void StreamBroke(ILogger logger, Exception error);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Debug, Message = "A live stream's client took nothing and was cut")]
    public static partial void StreamStalled(ILogger logger);
}
