namespace TaskActors;

/// <summary>In order of urgency; the numbers are stored and must not change.</summary>
public enum TaskPriority
{
    None = 0,
    Low = 1,
    Medium = 2,
    High = 3,
}
