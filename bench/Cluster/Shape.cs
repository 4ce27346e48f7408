namespace TaskActors.Bench.Cluster;

/// <summary>One way to run the product: which processes, and where they keep the tasks.</summary>
/// <param name="Kind">What the report calls it.</param>
/// <param name="Store">What the report calls where the tasks are.</param>
/// <param name="Silos">How many silos of a cluster; 0 is the one beside the front door.</param>
/// <param name="IsSplit">Whether silos are processes of their own, with as many front doors before them.</param>
internal sealed record Shape(string Kind, string Store, int Silos = 0, bool IsSplit = false)
{
    public const string Sqlite = "rows, SQLite";

    public const string Rows = "rows, PostgreSQL";

    public const string GrainState = "grain-state";

    public static Shape Alone { get; } = new("alone", Sqlite);

    public static Shape AloneOnPostgres { get; } = new("alone", Rows);

    /// <summary>The first comes again at the end: what differs between the two is the machine.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        Alone, AloneOnPostgres,
        .. from store in new[] { Rows, GrainState }
           from isSplit in new[] { false, true }
           from silos in new[] { 1, 2, 3 }
           select new Shape(isSplit ? "split" : "co-hosted", store, silos, isSplit),
        Alone, AloneOnPostgres,
    ];

    public int FrontDoors => Math.Max(1, Silos);

    public bool IsCluster => Silos > 0;

    public override string ToString() => IsCluster
        ? $"{Kind}, {Silos} {(Silos == 1 ? "silo" : "silos")}{(IsSplit ? $" behind {FrontDoors}" : "")}, {Store}"
        : $"{Kind}, {Store}";
}
