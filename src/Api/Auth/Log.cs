namespace TaskActors.Api.Auth;

/// <summary>What is logged of callers: never a token, a claim or an address of e-mail.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "A token was refused: {Reason}")]
    public static partial void TokenRefused(this ILogger log, TokenRefusal reason);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "Keys from {Source}: {Count}")]
    public static partial void KeysFetched(this ILogger log, KeySource source, int count);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning,
        Message = "The keys from {Source} could not be fetched: {Reason}. {Count} known ones stay")]
    public static partial void KeysNotFetched(this ILogger log, KeySource source, string reason, int count);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "A published key was left out: {Reason}")]
    public static partial void KeyLeftOut(this ILogger log, KeyRefusal reason);
}
