using Orleans;

namespace TaskActors;

/// <summary>Which tasks, in which order, and how many of them.</summary>
[GenerateSerializer, Immutable, Alias("task-query")]
public sealed record TaskQuery
{
    public static TaskQuery Everything { get; } = new();

    [Id(0)]
    public TaskFilter Filter { get; init; } = TaskFilter.All;

    [Id(1)]
    public TaskSort Sort { get; init; }

    /// <summary>1–1,000, or null for the whole list.</summary>
    [Id(2)]
    public int? Limit { get; init; }

    /// <summary>The page begins after this position.</summary>
    [Id(3)]
    public TaskPosition? After { get; init; }

    /// <summary>Whether the answer is the plain list, which is kept rendered.</summary>
    public bool IsEverything => Filter.IsAll && Sort == default && Limit is null && After is null;
}
