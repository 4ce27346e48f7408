namespace TaskActors.Bench.Speed;

/// <summary>What is asked for, over and over.</summary>
/// <param name="Name">As the script of wrk knows it.</param>
/// <param name="GrowsLists">Whether each round wants users whose lists have not grown yet.</param>
/// <param name="OfBare">What this should reach of bare Kestrel.</param>
/// <param name="OfPeer">What it should reach of the best peer.</param>
internal sealed record Work(string Name, bool GrowsLists, double OfBare, double OfPeer)
{
    /// <summary>
    /// What makes lists grow comes last, and each of its rounds has users of its own: the lists have twenty tasks when
    /// a round begins, as in all that only reads.
    /// </summary>
    public static IReadOnlyList<Work> All { get; } =
    [
        new("list", GrowsLists: false, 0.80, 6),
        new("get", GrowsLists: false, 0.80, 6),
        new("toggle", GrowsLists: false, 0.45, 5),
        new("mix", GrowsLists: true, 0.70, 6),
        new("create", GrowsLists: true, 0.45, 5),
    ];

    /// <summary>What is written is flushed to the disk before it is answered.</summary>
    public bool IsDurableWrite => Name is "create" or "toggle";

    public bool IsRead => Name is "list" or "get";
}
