using Microsoft.Extensions.Logging;

namespace TaskActors;

/// <summary>The log events of the actor. Users appear by a hash: a subject may be an e-mail address.</summary>
internal static partial class Log
{
    /// <summary>Logs a failed load and says what callers are told.</summary>
    public static TaskError LoadFailed(this ILogger logger, UserId user, Exception failure)
    {
        if (failure is StorageException { Failure: StorageFailure.Unreadable })
        {
            logger.DataUnreadable(user.LogName, failure);
            return TaskError.DataUnreadable;
        }

        logger.LoadUnavailable(user.LogName, failure);
        return TaskError.StorageUnavailable;
    }

    [LoggerMessage(1, LogLevel.Warning, "The tasks of user {User} could not be loaded")]
    private static partial void LoadUnavailable(this ILogger logger, string user, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "The stored tasks of user {User} cannot be read; they are left as they are")]
    private static partial void DataUnreadable(this ILogger logger, string user, Exception failure);

    [LoggerMessage(3, LogLevel.Warning, "A commit of user {User} was not written")]
    public static partial void CommitUnavailable(this ILogger logger, string user, Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "A commit of user {User} met a newer revision; the activation is dropped")]
    public static partial void CommitConflicted(this ILogger logger, string user);

    [LoggerMessage(5, LogLevel.Error, "A commit of user {User} may or may not be written; the activation is dropped")]
    public static partial void CommitUnknown(this ILogger logger, string user, Exception failure);
}
