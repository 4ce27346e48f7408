namespace TaskActors;

/// <summary>Who hosts the actors.</summary>
public enum ActorsHost
{
    /// <summary>Orleans, in builds that have its runtime packages.</summary>
    Orleans,

    /// <summary>The small host of one process.</summary>
    InProcess,
}

/// <summary>Where actors live, and what they may hold in memory together.</summary>
public sealed class ActorsOptions
{
    /// <summary>What was asked for, or null for what the build prefers.</summary>
    public ActorsHost? Host { get; set; }

    /// <summary>Bytes that all activations of this process may hold; idle ones are let go above it.</summary>
    public long MemoryMax { get; set; } = 256L * 1_024 * 1_024;

    /// <summary>How long an actor may be idle before it is let go.</summary>
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromMinutes(15);
}
