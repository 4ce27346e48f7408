namespace TaskActors.Api.Auditing;

/// <summary>What the audit says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Error,
        Message = "The audit file {Path} cannot be written; writes wait until it can")]
    public static partial void AuditFails(this ILogger log, string path, Exception error);
}
