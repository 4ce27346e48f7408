namespace TaskActors.Storage;

/// <summary>Where the tasks are kept, and how long the program waits for it.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// A file, <c>sqlite:data/tasks.db</c>, or a PostgreSQL database, <c>postgresql://user:password@host/database</c>.
    /// There is no default.
    /// </summary>
    public string Location { get; set; } = "";

    /// <summary>
    /// Whether other processes own the PostgreSQL database too: they are nodes of one cluster, and the revision alone
    /// keeps them apart.
    /// </summary>
    public bool IsShared { get; set; }

    /// <summary>What else a PostgreSQL database holds, brought up to date with it: the tables of Orleans.</summary>
    internal SchemaDefinition? FurtherSchema { get; set; }

    /// <summary>
    /// How long a start waits for another process that owns the database, or for a server that does not answer yet.
    /// </summary>
    public TimeSpan OwnerWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a write waits for somebody else's lock on the database: an operator's tool, say.</summary>
    public TimeSpan BusyWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Commits that may wait for the writer; callers wait for a place beyond that.</summary>
    public int QueueLengthMax { get; set; } = 4_096;

    /// <summary>Commits in one transaction.</summary>
    public int GroupLengthMax { get; set; } = 256;

    /// <summary>Lists that are loaded at the same time.</summary>
    public int ReadersMax { get; set; } = 4;
}
