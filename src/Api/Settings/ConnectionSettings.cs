namespace TaskActors.Api.Settings;

/// <summary>What one connection may cost, and how many there may be.</summary>
internal static class ConnectionSettings
{
    public static Setting ConnectionsMax { get; } = new(
        "TASKACTORS_CONNECTIONS_MAX", "connections that may be open at once; further ones are closed; 0 for any number",
        "16384, or fewer where the system lets a process open fewer files", "4096")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting KeepAliveSeconds { get; } = new(
        "TASKACTORS_KEEP_ALIVE_SECONDS",
        "seconds after which a connection without a request is closed; longer than a proxy in front keeps its own",
        "130", "70")
    {
        WhyNot = SettingChecks.Integer(1, 3_600),
    };

    public static Setting HeadSeconds { get; } = new(
        "TASKACTORS_HEAD_SECONDS", "seconds within which the head of a request must have come", "15", "5")
    {
        WhyNot = SettingChecks.Integer(1, 600),
    };

    public static Setting BytesPerSecondMin { get; } = new(
        "TASKACTORS_BYTES_PER_SECOND_MIN",
        "bytes a second, after the first 5 seconds, that a body must come with and an answer be taken with; large ones "
        + "take sixteen times as many; 0 for any pace",
        "240", "1000")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting UnderWayMaxMegabytes { get; } = new(
        "TASKACTORS_UNDER_WAY_MAX_MB",
        "MiB of bodies and answers over 64 KiB that may be under way at once, one user's a quarter of them; memory is "
        + "up to three times that; further ones are 503",
        "256", "1024")
    {
        WhyNot = SettingChecks.Integer(128, 1_048_576),
    };

    public static IReadOnlyList<Setting> All { get; } =
        [ConnectionsMax, KeepAliveSeconds, HeadSeconds, BytesPerSecondMin, UnderWayMaxMegabytes];
}
