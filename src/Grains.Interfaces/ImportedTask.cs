using Orleans;

namespace TaskActors;

/// <summary>
/// A task from a file, valid by <see cref="TaskRules"/>, with the instants it had where it came from.
/// </summary>
[GenerateSerializer, Immutable, Alias("imported-task")]
public sealed record ImportedTask
{
    [Id(0)]
    public required TaskEdit Content { get; init; }

    [Id(1)]
    public DateTimeOffset? CompletedAt { get; init; }

    [Id(2)]
    public DateTimeOffset? CreatedAt { get; init; }

    [Id(3)]
    public DateTimeOffset? UpdatedAt { get; init; }
}
