namespace TaskActors;

/// <summary>What is kept of a request with an idempotency key: enough to give its answer again.</summary>
/// <param name="Key">The request's key.</param>
/// <param name="Fingerprint">SHA-256 over the request: the same key with another one is refused.</param>
/// <param name="Answer">The successful answer as it was.</param>
/// <param name="At">The time of its commit.</param>
public sealed record Receipt(string Key, string Fingerprint, TaskResult Answer, DateTimeOffset At)
{
    /// <summary>How long a key is remembered.</summary>
    public static TimeSpan AgeMax { get; } = TimeSpan.FromHours(24);

    /// <summary>How many keys of one user are remembered; the oldest go first.</summary>
    public const int CountMax = 10_000;

    /// <summary>What a later request with this key is answered.</summary>
    public TaskResult AnswerTo(WriteRequest write) =>
        write.Fingerprint == Fingerprint ? Answer with { IsReplay = true } : TaskResult.Refused(TaskError.KeyReused);
}
