using TaskActors.Storage;
using static TaskActors.Settings.SettingForm;

namespace TaskActors.Settings;

/// <summary>The settings that front doors and silo processes read alike.</summary>
public static class SiloSettings
{
    private const SettingUse WhereDataLies =
        SettingUse.Serve | SettingUse.Token | SettingUse.MovingIn | SettingUse.Keeping;

    public static Setting<string> Environment { get; } = new(
        "ASPNETCORE_ENVIRONMENT", Text, "Development has a default for everything and can mint tokens",
        "Production; dotnet run sets Development", "Development")
    { Use = WhereDataLies };

    /// <summary>.NET's own name for the same.</summary>
    public static Setting<string> DotNetEnvironment { get; } = new(
        "DOTNET_ENVIRONMENT", Text, Environment.Meaning, Environment.Default, Environment.Example)
    { Use = SettingUse.None };

    public static Setting<string> Storage { get; } = new Setting<string>(
        "TASKACTORS_STORAGE", SettingForm.Storage,
        "where the data lies: sqlite: and the path of a file, or postgresql://user:password@host:5432/database",
        "sqlite:data/tasks.db in Development; elsewhere required", "sqlite:/var/lib/taskactors/tasks.db")
    { Use = WhereDataLies, IsShown = false }.Sets<StorageOptions>((storage, value) => storage.Location = value);

    private static SettingsOf<TaskLimits> Limits { get; } = new()
    {
        { "TASKACTORS_TASKS_MAX", WholeNumber(1, 1_000_000), (limits, value) => limits.TasksMax = value,
            ("tasks that one user may have", "10000", "2000"), SettingUse.Serve | SettingUse.MovingIn },
        { "TASKACTORS_TEXT_BYTES_MAX", WholeNumber(1_024, 1 << 30), (limits, value) => limits.TextBytesMax = value,
            ("bytes of text that one user's tasks may have", "8388608", "1048576"),
            SettingUse.Serve | SettingUse.MovingIn },
        { "TASKACTORS_QUEUE_MAX", WholeNumber(1, 1_000_000), (limits, value) => limits.QueueLengthMax = value,
            ("writes of one user that may wait; further ones are 503", "256", "64") },
    };

    private static SettingsOf<UserTasksHostOptions> Actors { get; } = new()
    {
        { "TASKACTORS_MEMORY_MAX_MB", WholeNumber(1, 1_048_576),
            (host, value) => host.MemoryBytesMax = value * 1_048_576L,
            ("memory that all actors of this process may hold together", "256", "1024") },
        { "TASKACTORS_IDLE_MINUTES", WholeNumber(1, 10_080),
            (host, value) => host.IdleMax = TimeSpan.FromMinutes(value),
            ("minutes after which an idle actor is let go", "15", "60") },
    };

    private static SettingsOf<ClusterSettings> Cluster { get; } = new()
    {
        { "TASKACTORS_CLUSTER",
            OneOf(("none", ClusterShape.Alone), ("co-hosted", ClusterShape.CoHosted), ("client", ClusterShape.Client)),
            (cluster, value) => cluster.Shape = value,
            ("whether this process is a node of a cluster: co-hosted (front door and silo), client (front door alone), "
                + "none", "none: one process that owns its storage", "co-hosted") },
        { "TASKACTORS_CLUSTER_ID", Text, (cluster, value) => cluster.Id = value,
            ("processes with one name on one database are one cluster", "taskactors", "blue") },
        { "TASKACTORS_SILO_ADDRESS", Address, (cluster, value) => cluster.Address = value,
            ("the address that silo and gateway listen on and are reached by; neither asks who calls, so a private one",
                "127.0.0.1", "10.0.0.5") },
        { "TASKACTORS_SILO_PORT", WholeNumber(1, 65_535), (cluster, value) => cluster.SiloPort = value,
            ("the port for other silos", "11111", "11112") },
        { "TASKACTORS_GATEWAY_PORT", WholeNumber(1, 65_535), (cluster, value) => cluster.GatewayPort = value,
            ("a silo process's port for front doors; co-hosted nodes have none", "30000", "30001") },
        { "TASKACTORS_STORE", OneOf(("rows", false), ("grain-state", true)),
            (cluster, value) => cluster.KeepsGrainState = value,
            ("how a cluster keeps tasks: rows, or grain-state for Orleans' own grain storage", "rows", "grain-state") },
        { "TASKACTORS_PROBE_MS", WholeNumber(100, 60_000),
            (cluster, value) => cluster.ProbeTimeout = TimeSpan.FromMilliseconds(value),
            ("milliseconds between signs of life among silos, at most; fewer suspect a long pause", "1000", "2000") },
        { "TASKACTORS_MISSED_PROBES", WholeNumber(1, 100), (cluster, value) => cluster.MissedProbesMax = value,
            ("signs of life that may stay away before a silo is suspected", "2", "3") },
        { "TASKACTORS_DEATH_VOTES", WholeNumber(1, 100), (cluster, value) => cluster.DeathVotes = value,
            ("silos that must suspect one before it counts as dead", "2", "1") },
        { "TASKACTORS_TABLE_REFRESH_SECONDS", Seconds(600), (cluster, value) => cluster.TableRefresh = value,
            ("seconds after which members and gateways are read again", "5", "30") },
        { "TASKACTORS_ALIVE_SECONDS", Seconds(600), (cluster, value) => cluster.AlivePublish = value,
            ("seconds after which a silo writes that it lives, for who starts after a power cut", "5", "30") },
        { "TASKACTORS_RESPONSE_SECONDS", Seconds(600), (cluster, value) => cluster.ResponseTimeout = value,
            ("seconds after which a call without an answer fails", "10", "30") },
    };

    public static IReadOnlyList<Setting> All { get; } =
        [Environment, DotNetEnvironment, Storage, .. Limits, .. Actors, .. Cluster];
}
