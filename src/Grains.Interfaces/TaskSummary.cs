using Orleans;

namespace TaskActors;

/// <summary>How much an account holds, and how much it may.</summary>
[GenerateSerializer, Immutable, Alias("task-summary")]
public sealed record TaskSummary
{
    [Id(0)]
    public long Rev { get; init; }

    [Id(1)]
    public int Tasks { get; init; }

    [Id(2)]
    public int Completed { get; init; }

    [Id(3)]
    public long TextBytes { get; init; }

    [Id(4)]
    public int TasksMax { get; init; }

    [Id(5)]
    public long TextBytesMax { get; init; }

    [Id(6)]
    public TaskError? Error { get; init; }

    public static TaskSummary Refused(TaskError error) => new() { Error = error };
}
