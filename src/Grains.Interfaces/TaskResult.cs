using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Orleans;

namespace TaskActors;

/// <summary>What became of a call: the task it is about, or nothing (it was deleted), or a refusal.</summary>
[GenerateSerializer, Immutable, Alias("task-result")]
public sealed record TaskResult
{
    /// <summary>The task as it is after the call; null when it was deleted, or refused.</summary>
    [Id(0)]
    public TaskItem? Task { get; init; }

    [Id(1)]
    public TaskError? Error { get; init; }

    /// <summary>The user's revision after the call.</summary>
    [Id(2)]
    public long Rev { get; init; }

    /// <summary>What each operation of a batch came to; empty for every other call.</summary>
    [Id(3)]
    public ImmutableArray<BatchOutcome> Outcomes { get; init; } = [];

    /// <summary>How many tasks an import added, or would add.</summary>
    [Id(4)]
    public int Imported { get; init; }

    /// <summary>Whether this is the answer to an earlier request with the same idempotency key.</summary>
    [Id(5)]
    public bool IsReplay { get; init; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public static TaskResult Of(TaskItem task, long rev) => new() { Task = task, Rev = rev };

    public static TaskResult Done(long rev) => new() { Rev = rev };

    public static TaskResult Refused(TaskError error) => new() { Error = error };
}
