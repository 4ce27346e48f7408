namespace TaskActors.Api.Tasks.Binding;

/// <summary>The members of a task that a request may set.</summary>
[Flags]
internal enum TaskField
{
    Unknown = 0,
    Title = 1,
    Description = 2,
    Completed = 4,
    Priority = 8,
    DueDate = 16,
    Tags = 32,
    Order = 64,
}
