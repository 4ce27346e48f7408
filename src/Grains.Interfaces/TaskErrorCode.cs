namespace TaskActors;

/// <summary>Why an actor refused a call. The numbers travel between nodes and must not change.</summary>
public enum TaskErrorCode
{
    /// <summary>There is no such task in this user's list.</summary>
    NotFound = 0,

    /// <summary>The precondition does not hold; the error carries what is current.</summary>
    PreconditionFailed = 1,

    /// <summary>The account holds as many tasks as it may.</summary>
    TasksLimit = 2,

    /// <summary>The account holds as much text as it may.</summary>
    BytesLimit = 3,

    /// <summary>Storage did not answer; nothing was written.</summary>
    StorageUnavailable = 4,

    /// <summary>Too many calls of this user wait; nothing was written.</summary>
    QueueFull = 5,

    /// <summary>The commit may or may not have been stored.</summary>
    OutcomeUnknown = 6,

    /// <summary>This user's stored data cannot be read; it is left as it is.</summary>
    DataUnreadable = 7,

    /// <summary>The idempotency key was used for another request.</summary>
    KeyReused = 8,

    /// <summary>The user has as many live streams as allowed.</summary>
    StreamsLimit = 9,
}
