using Orleans;

namespace TaskActors;

/// <summary>A refusal: an expected outcome, which travels as a value.</summary>
[GenerateSerializer, Immutable, Alias("task-error")]
public sealed record TaskError
{
    [Id(0)]
    public required TaskErrorCode Code { get; init; }

    /// <summary>With <see cref="TaskErrorCode.PreconditionFailed"/> on a task: the task as it is.</summary>
    [Id(1)]
    public TaskItem? Current { get; init; }

    /// <summary>With <see cref="TaskErrorCode.PreconditionFailed"/> on the list: its revision.</summary>
    [Id(2)]
    public long? CurrentRev { get; init; }

    /// <summary>With a limit of the account: how much it allows.</summary>
    [Id(3)]
    public long? Limit { get; init; }

    /// <summary>With a refusal of a batch: which operation was refused, from 0.</summary>
    [Id(4)]
    public int? Index { get; init; }

    public static TaskError NotFound { get; } = new() { Code = TaskErrorCode.NotFound };

    public static TaskError StorageUnavailable { get; } = new() { Code = TaskErrorCode.StorageUnavailable };

    public static TaskError QueueFull { get; } = new() { Code = TaskErrorCode.QueueFull };

    public static TaskError OutcomeUnknown { get; } = new() { Code = TaskErrorCode.OutcomeUnknown };

    public static TaskError DataUnreadable { get; } = new() { Code = TaskErrorCode.DataUnreadable };

    public static TaskError KeyReused { get; } = new() { Code = TaskErrorCode.KeyReused };

    public static TaskError StreamsLimit(int limit) => new() { Code = TaskErrorCode.StreamsLimit, Limit = limit };

    public static TaskError TasksLimit(int limit) => new() { Code = TaskErrorCode.TasksLimit, Limit = limit };

    public static TaskError BytesLimit(long limit) => new() { Code = TaskErrorCode.BytesLimit, Limit = limit };

    public static TaskError Stale(TaskItem current) =>
        new() { Code = TaskErrorCode.PreconditionFailed, Current = current };

    public static TaskError StaleList(long rev) =>
        new() { Code = TaskErrorCode.PreconditionFailed, CurrentRev = rev };
}
