namespace TaskActors;

/// <summary>What is left of a deleted task, so that a client that was away learns of it.</summary>
/// <param name="Id">The task that was deleted.</param>
/// <param name="Rev">The revision that deleted it.</param>
/// <param name="DeletedAt">The time of that commit.</param>
public readonly record struct Tombstone(TaskId Id, long Rev, DateTimeOffset DeletedAt);
