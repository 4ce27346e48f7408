using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>One task, as it is after the commit that gave it its <see cref="Rev"/>.</summary>
[GenerateSerializer, Immutable, Alias("task-item")]
public sealed record TaskItem
{
    [Id(0)]
    public required TaskId Id { get; init; }

    [Id(1)]
    public required long Rev { get; init; }

    /// <summary>1–200 Unicode scalar values, trimmed.</summary>
    [Id(2)]
    public required string Title { get; init; }

    /// <summary>Null or up to 4,000 Unicode scalar values.</summary>
    [Id(3)]
    public string? Description { get; init; }

    [Id(4)]
    public DateTimeOffset? CompletedAt { get; init; }

    [Id(5)]
    public TaskPriority Priority { get; init; }

    [Id(6)]
    public DueDate? DueDate { get; init; }

    /// <summary>Up to 20, each 1–50 Unicode scalar values, no two equal.</summary>
    [Id(7)]
    public ImmutableArray<string> Tags { get; init; } = [];

    [Id(8)]
    public required int Order { get; init; }

    [Id(9)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(10)]
    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsDone => CompletedAt is not null;

    /// <summary>The UTF-8 bytes of title, description and tags: what the account's limit counts.</summary>
    public int TextBytes =>
        TaskRules.TextBytes(Title) + TaskRules.TextBytes(Description) + Tags.Sum(TaskRules.TextBytes);

    public bool Equals(TaskItem? other) =>
        other is not null && Id == other.Id && Rev == other.Rev && CreatedAt == other.CreatedAt
        && UpdatedAt == other.UpdatedAt && HasSameContent(other);

    /// <summary>
    /// Whether a person would see the same: everything but id, revision and the times of the record itself.
    /// </summary>
    public bool HasSameContent(TaskItem other) =>
        string.Equals(Title, other.Title, StringComparison.Ordinal)
        && string.Equals(Description, other.Description, StringComparison.Ordinal)
        && CompletedAt == other.CompletedAt && Priority == other.Priority && DueDate == other.DueDate
        && Order == other.Order && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Rev);
}
