using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// What a list decided on a request: the answer, and the list as it is once the decision is stored. Nothing has
/// happened until then.
/// </summary>
public sealed record Decision
{
    /// <summary>The same list when nothing changes.</summary>
    public required TaskList Next { get; init; }

    public required TaskResult Result { get; init; }

    /// <summary>Tasks that are new or changed.</summary>
    public ImmutableArray<TaskItem> Saved { get; init; } = [];

    public ImmutableArray<TaskId> Removed { get; init; } = [];

    /// <summary>Whether everything that was stored of the user goes, receipts included, before what is saved.</summary>
    public bool Erases { get; init; }

    /// <summary>Whether it only asks: its answer is kept for no key.</summary>
    public bool IsInquiry { get; init; }

    /// <summary>Whether there is something to store. Without it, no revision is taken.</summary>
    public bool IsChange => !Saved.IsEmpty || !Removed.IsEmpty || Erases;
}
