namespace TaskActors;

/// <summary>Where actors live, and how much memory they may take.</summary>
public sealed record UserTasksHostOptions
{
    /// <summary>Whether this process is part of a cluster.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Bytes that all actors of a process may hold before the longest unused are let go.</summary>
    public long MemoryBytesMax { get; init; } = 256 * 1_024 * 1_024;

    /// <summary>An actor unused for this long is let go.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromMinutes(15);
}
