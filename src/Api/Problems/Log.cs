namespace TaskActors.Api.Problems;

/// <summary>The events of failing requests.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Route} failed (trace {TraceId})")]
    public static partial void RequestFailed(
        ILogger logger, string method, string? route, string traceId, Exception error);
}
