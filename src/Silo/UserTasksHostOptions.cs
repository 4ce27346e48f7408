namespace TaskActors;

/// <summary>Where actors live, and how much memory they may take.</summary>
public sealed record UserTasksHostOptions
{
    /// <summary>Whether this process is part of a cluster.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Bytes that all actors of a process may hold before the longest unused are let go.</summary>
    public long MemoryBytesMax { get; set; } = 256 * 1_024 * 1_024;

    /// <summary>An actor unused for this long is let go.</summary>
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether calls carry the trace of their request. It costs each call: only with a receiver.</summary>
    public bool TracesCalls { get; set; }

    /// <summary>How often a read of a published list counts as a use of its actor.</summary>
    internal TimeSpan TouchInterval => IdleMax / 2 < TimeSpan.FromMinutes(1) ? IdleMax / 2 : TimeSpan.FromMinutes(1);
}
