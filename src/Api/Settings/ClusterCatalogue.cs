namespace TaskActors.Api.Settings;

/// <summary>
/// The part of the catalogue that is about a cluster; those whose names stand elsewhere are read by silo processes too.
/// </summary>
internal static class ClusterCatalogue
{
    public static Setting Shape { get; } = new(
        ClusterVariables.Shape,
        "whether this process is a node of a cluster: co-hosted (front door and silo), client (front door alone), none",
        "none: one process that owns its storage", ClusterVariables.CoHosted)
    {
        WhyNot = OneOf(ClusterVariables.None, ClusterVariables.CoHosted, ClusterVariables.Client),
    };

    public static Setting DrainSeconds { get; } = new(
        "TASKACTORS_DRAIN_SECONDS",
        "seconds that a node goes on serving after it was told to stop and says that it is not ready",
        "2 in a cluster, else 0", "10")
    {
        WhyNot = SettingChecks.Integer(0, 25),
    };

    public static IReadOnlyList<Setting> All { get; } =
    [
        Shape, DrainSeconds,
        new(ClusterVariables.Id, "processes with one name on one database are one cluster", "taskactors", "blue"),
        new(ClusterVariables.Address,
            "the address that silo and gateway listen on and are reached by; neither asks who calls, so a private one",
            "127.0.0.1", "10.0.0.5")
        {
            WhyNot = value => System.Net.IPAddress.TryParse(value, out _) ? null : "must be an IP address",
        },
        new(ClusterVariables.SiloPort, "the port for other silos", "11111", "11112")
        {
            WhyNot = SettingChecks.Integer(1, 65_535),
        },
        new(ClusterVariables.GatewayPort,
            "a silo process's port for front doors; co-hosted nodes have none", "30000", "30001")
        {
            WhyNot = SettingChecks.Integer(1, 65_535),
        },
        new(ClusterVariables.Store,
            "how a cluster keeps tasks: rows, or grain-state for Orleans' own grain storage", "rows", "grain-state")
        {
            WhyNot = OneOf(ClusterVariables.Rows, ClusterVariables.GrainState),
        },
        new(ClusterVariables.ProbeMilliseconds,
            "milliseconds between signs of life among silos, at most; fewer suspect a long pause", "1000", "2000")
        {
            WhyNot = SettingChecks.Integer(100, 60_000),
        },
        new(ClusterVariables.MissedProbesMax, "signs of life that may stay away before a silo is suspected", "2", "3")
        {
            WhyNot = SettingChecks.Integer(1, 100),
        },
        new(ClusterVariables.DeathVotes, "silos that must suspect one before it counts as dead", "2", "1")
        {
            WhyNot = SettingChecks.Integer(1, 100),
        },
        new(ClusterVariables.TableRefreshSeconds, "seconds after which members and gateways are read again", "5", "30")
        {
            WhyNot = SettingChecks.Integer(1, 600),
        },
        new(ClusterVariables.AliveSeconds,
            "seconds after which a silo writes that it lives, for who starts after a power cut", "5", "30")
        {
            WhyNot = SettingChecks.Integer(1, 600),
        },
        new(ClusterVariables.ResponseSeconds, "seconds after which a call without an answer fails", "10", "30")
        {
            WhyNot = SettingChecks.Integer(1, 600),
        },
    ];

    private static Func<string, string?> OneOf(params string[] words) => value =>
        words.Contains(value, StringComparer.Ordinal) ? null : $"must be one of {string.Join(", ", words)}";
}
