using Orleans;

namespace TaskActors;

/// <summary>By what a list is sorted; ties are broken by ascending id.</summary>
public enum TaskSortKey
{
    Id = 0,
    Created = 1,
    Updated = 2,
    Due = 3,
    Priority = 4,
    Title = 5,
    Order = 6,
}

/// <summary>By what and which way.</summary>
[GenerateSerializer, Immutable, Alias("task-sort")]
public readonly record struct TaskSort([property: Id(0)] TaskSortKey Key, [property: Id(1)] bool Descending = false);
