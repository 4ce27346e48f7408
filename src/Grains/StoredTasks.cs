using System.Collections.Immutable;

namespace TaskActors;

/// <summary>A user's data as it was loaded.</summary>
public sealed record StoredTasks
{
    /// <summary>What a user who was never here has.</summary>
    public static StoredTasks None { get; } = new();

    /// <summary>
    /// What a user who was never here has after a backup was restored: the numbers of before are not given out again.
    /// </summary>
    /// <param name="first">What all numbers were raised by; 0 if none was restored.</param>
    public static StoredTasks NewAt(long first) => new() { Rev = first, NextId = first + 1, Floor = first };

    /// <summary>Whether this user was never here.</summary>
    public bool IsNew => CommittedAt == default;

    /// <summary>The revision of the last commit; 0 before the first.</summary>
    public long Rev { get; init; }

    /// <summary>The id that the next task gets, from 1. It never goes back.</summary>
    public long NextId { get; init; } = 1;

    /// <summary>The smallest revision since which all deletions are still known.</summary>
    public long Floor { get; init; }

    /// <summary>When the last commit took place; the next one is never earlier.</summary>
    public DateTimeOffset CommittedAt { get; init; }

    /// <summary>In ascending order of id.</summary>
    public ImmutableArray<TaskItem> Tasks { get; init; } = [];

    /// <summary>In ascending order of revision, then id; all above <see cref="Floor"/>.</summary>
    public ImmutableArray<Tombstone> Tombstones { get; init; } = [];
}
