namespace TaskActors.Api.Health;

/// <summary>How a node leaves.</summary>
internal sealed class DrainOptions
{
    /// <summary>
    /// How long it goes on serving after it was told to stop. A single process has no other to hand over to.
    /// </summary>
    public TimeSpan Duration { get; set; } = TimeSpan.Zero;
}
