namespace TaskActors.Api.Watching;

/// <summary>What was measured of one instrument since the last look.</summary>
/// <param name="Count">How many measurements there were.</param>
/// <param name="Sum">All of them added up, in the instrument's unit.</param>
/// <param name="Max">The greatest.</param>
internal sealed record Figure(long Count, double Sum, double Max)
{
    public static Figure None { get; } = new(0, 0, 0);

    public double Mean => Count == 0 ? 0 : Sum / Count;

    public Figure Add(double value) => new(Count + 1, Sum + value, Math.Max(Max, value));
}
