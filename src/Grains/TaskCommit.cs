using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// One or more revisions of one user, stored together: the final rows of everything that they touched. The expected
/// revision is the fence: a store writes only if it is the stored one.
/// </summary>
public sealed record TaskCommit
{
    public required UserId User { get; init; }

    /// <summary>The revision that the change was decided on; 0 for a user who was never here.</summary>
    public required long ExpectedRev { get; init; }

    /// <summary>The revision afterwards; the expected one when only receipts are stored, else greater.</summary>
    public required long Rev { get; init; }

    public required long NextId { get; init; }

    /// <summary>Tombstones at or below it are removed in the same transaction.</summary>
    public required long Floor { get; init; }

    /// <summary>The time of the commit, in microseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tasks that are new or changed, each once, as they are afterwards.</summary>
    public ImmutableArray<TaskItem> Saved { get; init; } = [];

    /// <summary>Tasks whose rows go away; they may never have been stored.</summary>
    public ImmutableArray<TaskId> Removed { get; init; } = [];

    /// <summary>What is left of them, as far as it is above <see cref="Floor"/>.</summary>
    public ImmutableArray<Tombstone> Tombstones { get; init; } = [];

    /// <summary>
    /// What is kept of requests with idempotency keys. A commit may consist of them alone: its revision is then the
    /// expected one. Those older than <see cref="Receipt.AgeMax"/> at the time of the commit, and the oldest above
    /// <see cref="Receipt.CountMax"/>, may go.
    /// </summary>
    public ImmutableArray<Receipt> Receipts { get; init; } = [];

    /// <summary>
    /// Whether all tasks, tombstones and receipts of the user go first. Where the store owns its files, no byte of
    /// their text may be left in them when the commit returns.
    /// </summary>
    public bool Erases { get; init; }
}
