using Microsoft.Extensions.Logging;

namespace TaskActors.Cluster;

/// <summary>The log events of calls between front doors and actors.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A call of {Method} was lost")]
    public static partial void CallFailed(this ILogger logger, string? method, Exception failure);
}
