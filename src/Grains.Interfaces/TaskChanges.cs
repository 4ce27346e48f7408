using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>
/// What changed since a revision, as rendered bytes; or the whole list, when that is no longer known.
/// </summary>
[GenerateSerializer, Immutable, Alias("task-changes")]
public sealed record TaskChanges
{
    /// <summary>The revision that a client has after taking this in.</summary>
    [Id(0)]
    public long Rev { get; init; }

    /// <summary>Whether <see cref="Blocks"/> is the whole list, to replace what the client has.</summary>
    [Id(1)]
    public bool IsReset { get; init; }

    /// <summary>The tasks that are new or changed: JSON objects with commas between them.</summary>
    [Id(2)]
    public ImmutableArray<byte[]> Blocks { get; init; } = [];

    /// <summary>The tasks that were deleted, in order of revision; a client may never have seen some of them.</summary>
    [Id(3)]
    public ImmutableArray<TaskId> Deleted { get; init; } = [];

    [Id(4)]
    public TaskError? Error { get; init; }

    public static TaskChanges Refused(TaskError error) => new() { Error = error };
}
