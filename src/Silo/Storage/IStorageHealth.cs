namespace TaskActors.Storage;

/// <summary>What readiness wants to know of the storage.</summary>
public interface IStorageHealth
{
    /// <summary>Where the data lies, for people to read: the full path of the file.</summary>
    string Location { get; }

    /// <summary>
    /// Reads one row. If the last write failed, it also writes one, so that a node which nobody asks because it is not
    /// ready finds out when its storage is back.
    /// </summary>
    /// <returns>Null when all is well, else a sentence about what is not. It never throws for a failure of
    /// storage.</returns>
    Task<string?> CheckAsync(CancellationToken cancellation);
}
