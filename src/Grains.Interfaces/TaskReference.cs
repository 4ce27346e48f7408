using Orleans;

namespace TaskActors;

/// <summary>
/// Which task an operation of a batch is about: one that exists, or one that the batch itself creates.
/// </summary>
/// <param name="Id">The task's id, where it exists.</param>
/// <param name="CreatedBy">The index of the operation that creates it, else null.</param>
[GenerateSerializer, Immutable, Alias("task-reference")]
public readonly record struct TaskReference([property: Id(0)] TaskId Id, [property: Id(1)] int? CreatedBy = null);
