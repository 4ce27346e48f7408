namespace TaskActors;

/// <summary>How storage failed: what is known about the data decides what the actor may do next.</summary>
public enum StorageFailure
{
    /// <summary>Nothing was written, and nothing is wrong with the data.</summary>
    Unavailable,

    /// <summary>
    /// The stored revision was not the expected one: another activation was here. Nothing was written.
    /// </summary>
    Conflict,

    /// <summary>The commit itself failed: it may have been written.</summary>
    OutcomeUnknown,

    /// <summary>This user's data is there and cannot be understood. It must not be overwritten.</summary>
    Unreadable,
}

/// <summary>What a store throws, whatever it is built on.</summary>
public sealed class StorageException(StorageFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public StorageFailure Failure { get; } = failure;
}
