namespace TaskActors.Api.Auth;

/// <summary>What is logged of callers: never a token, a claim or an address of e-mail.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "A token was refused: {Reason}")]
    public static partial void TokenRefused(this ILogger log, TokenRefusal reason);
}
