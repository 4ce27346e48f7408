namespace TaskActors;

/// <summary>What one user's account and queue may hold: bounds on memory and on the time of a load.</summary>
public sealed record TaskLimits
{
    /// <summary>Tasks in one list.</summary>
    public int TasksMax { get; set; } = 10_000;

    /// <summary>Bytes of text (UTF-8: titles, descriptions, tags) in one list.</summary>
    public long TextBytesMax { get; set; } = 8 * 1_024 * 1_024;

    /// <summary>
    /// How long a list in memory answers without having been compared with what is stored; null where no other process
    /// can write. Two activations of one user are possible while the members of a cluster change.
    /// </summary>
    public TimeSpan? SnapshotAgeMax { get; init; }

    /// <summary>Calls that are committed together.</summary>
    public int GroupLengthMax { get; init; } = 64;

    /// <summary>Bytes of request bodies that are committed together; a single larger call goes alone.</summary>
    public int GroupBytesMax { get; init; } = 256 * 1_024;

    /// <summary>Calls of one user that may wait for their turn; further ones are refused at once.</summary>
    public int QueueLengthMax { get; set; } = 256;

    /// <summary>Bytes of request bodies that may wait; a single larger call is let in when nothing waits.</summary>
    public int QueueBytesMax { get; init; } = 4 * 1_024 * 1_024;

    /// <summary>Live streams of one user.</summary>
    public int StreamsMax { get; init; } = 20;

    /// <summary>Revisions that wait for a slow stream before it is dropped.</summary>
    public int StreamRevisionsMax { get; init; } = 256;

    /// <summary>Deletions that are remembered for clients that were away.</summary>
    public int TombstonesMax { get; init; } = 1_000;

    /// <summary>How long a deletion is remembered.</summary>
    public TimeSpan TombstoneAgeMax { get; init; } = TimeSpan.FromDays(30);
}
