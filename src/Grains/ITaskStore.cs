namespace TaskActors;

/// <summary>
/// The port to durable storage. One call is one user's; the store may put many users' commits into one transaction, but
/// a failure of one is never another's.
/// </summary>
public interface ITaskStore
{
    /// <summary>
    /// Loads everything the actor keeps in memory. A user who was never here has an empty list at revision 0.
    /// </summary>
    /// <exception cref="StorageException">
    /// <see cref="StorageFailure.Unavailable"/>, or <see cref="StorageFailure.Unreadable"/> for rows that contradict
    /// each other.
    /// </exception>
    Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation);

    /// <summary>
    /// Reads the revision of the last commit, 0 for a user who was never here: whether a list in memory is current.
    /// </summary>
    /// <exception cref="StorageException">As for a load.</exception>
    Task<long> LoadRevAsync(UserId user, CancellationToken cancellation);

    /// <summary>
    /// Stores a commit durably, or not at all. When this returns, it survives the loss of the process and of power.
    /// </summary>
    /// <exception cref="StorageException">
    /// <see cref="StorageFailure.Conflict"/>: the stored revision is not the expected one, nothing was written.
    /// <see cref="StorageFailure.Unavailable"/>: known not to have been written.
    /// <see cref="StorageFailure.OutcomeUnknown"/>: it may have been written, or may yet be.
    /// </exception>
    Task CommitAsync(TaskCommit commit, CancellationToken cancellation);

    /// <summary>
    /// Finds what is kept of a request with an idempotency key, however old; null when there is nothing.
    /// </summary>
    /// <exception cref="StorageException">As for a load.</exception>
    Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation);
}
