namespace TaskActors.Bench.Cluster;

/// <summary>How long a run takes, and where it is written.</summary>
/// <param name="Rounds">Rounds that count; one before them warms up.</param>
/// <param name="Seconds">Of each work in each round.</param>
/// <param name="Output">The folder of the result.</param>
internal sealed record Lengths(int Rounds, int Seconds, string Output)
{
    public static Lengths Full { get; } = new(3, 2, "bench");

    public static Lengths Short { get; } = new(1, 1, "artifacts/bench");
}
