namespace TaskActors.Api.Problems;

/// <summary>The only table from an actor's refusal to what the caller reads.</summary>
internal static class TaskProblems
{
    public static Problem NotFound { get; } =
        new(404, "task_not_found", "No such task", "There is no task with this id in your list.");

    public static Problem StorageUnavailable { get; } =
        new(503, "storage_unavailable", "Storage unavailable",
            "Storage does not answer. Nothing was changed; try again.")
        {
            RetryAfterSeconds = 2,
        };

    public static Problem OutcomeUnknown { get; } =
        new(503, "outcome_unknown", "Outcome unknown",
            "The change may or may not have been stored. Read before you repeat it, or repeat it with If-Match.")
        {
            RetryAfterSeconds = 2,
        };

    private static Problem QueueFull { get; } =
        new(503, "queue_full", "Too many waiting requests",
            "Too many of your requests wait. Nothing was changed; try again.")
        {
            RetryAfterSeconds = 1,
        };

    private static Problem DataUnreadable { get; } =
        new(500, "data_unreadable", "Data unreadable", "Your stored data cannot be read. It was left as it is.");

    private static Problem KeyReused { get; } =
        new(422, "idempotency_key_reused", "Idempotency key reused",
            "This Idempotency-Key was used for another request.");

    public static Problem ToProblem(this TaskError? error) => error?.Code switch
    {
        TaskErrorCode.NotFound => NotFound,
        TaskErrorCode.PreconditionFailed => Stale(error),
        TaskErrorCode.TasksLimit => new Problem(409, "tasks_limit", "Too many tasks",
            $"Your account holds at most {error.Limit} tasks. Delete some to add others."),
        TaskErrorCode.BytesLimit => new Problem(409, "bytes_limit", "Too much text",
            $"Your account holds at most {error.Limit} bytes of text. Delete or shorten some tasks."),
        TaskErrorCode.StorageUnavailable => StorageUnavailable,
        TaskErrorCode.QueueFull => QueueFull,
        TaskErrorCode.OutcomeUnknown => OutcomeUnknown,
        TaskErrorCode.DataUnreadable => DataUnreadable,
        TaskErrorCode.KeyReused => KeyReused,
        TaskErrorCode.StreamsLimit => new Problem(429, "streams_limit", "Too many live streams",
            $"You may have at most {error.Limit} live streams. Close one to open another.")
        {
            RetryAfterSeconds = 5,
        },
        _ => PipelineProblems.Internal,
    };

    private static Problem Stale(TaskError error) => new(412, "precondition_failed", "Changed in the meantime",
        error.Current is null
            ? "The list has changed since the revision in If-Match."
            : "The task has changed since the revision in If-Match.")
    {
        Current = error.Current,
        CurrentRev = error.CurrentRev,
    };
}
