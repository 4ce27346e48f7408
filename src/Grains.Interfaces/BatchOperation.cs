using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>What an operation of a batch does. The numbers travel between nodes and must not change.</summary>
public enum BatchOperationKind
{
    Create = 0,
    Patch = 1,
    Complete = 2,
    Delete = 3,
    Reorder = 4,
}

/// <summary>One operation of a batch, its fields already valid.</summary>
[GenerateSerializer, Immutable, Alias("batch-operation")]
public sealed record BatchOperation
{
    public const int CountMax = 100;

    /// <summary>How many tasks one reorder may name.</summary>
    public const int ReorderMax = 10_000;

    [Id(0)]
    public required BatchOperationKind Kind { get; init; }

    /// <summary>The task of a patch, complete or delete.</summary>
    [Id(1)]
    public TaskReference Task { get; init; }

    /// <summary>The content of a create or patch.</summary>
    [Id(2)]
    public TaskEdit Edit { get; init; } = new();

    /// <summary>Of a complete: what the task shall be; null toggles.</summary>
    [Id(3)]
    public bool? Completed { get; init; }

    /// <summary>On the task as it is when the operation's turn comes.</summary>
    [Id(4)]
    public Precondition? Precondition { get; init; }

    /// <summary>Of a reorder: the tasks in their new order; each takes a place that one of them had.</summary>
    [Id(5)]
    public ImmutableArray<TaskReference> Order { get; init; } = [];
}

/// <summary>What one operation of a batch came to.</summary>
/// <param name="Kind">Which it was.</param>
/// <param name="Task">The task as it is after the whole batch; null for a delete or a reorder.</param>
[GenerateSerializer, Immutable, Alias("batch-outcome")]
public sealed record BatchOutcome([property: Id(0)] BatchOperationKind Kind, [property: Id(1)] TaskItem? Task);
