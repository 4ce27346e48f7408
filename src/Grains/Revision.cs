using System.Collections.Immutable;

namespace TaskActors;

/// <summary>What one revision changed.</summary>
/// <param name="Rev">Its number.</param>
/// <param name="Saved">Tasks that are new or changed.</param>
/// <param name="Removed">Tasks that were deleted.</param>
internal sealed record Revision(long Rev, ImmutableArray<TaskItem> Saved, ImmutableArray<TaskId> Removed);
