using System.Globalization;
using System.Net;

namespace TaskActors;

/// <summary>
/// The environment variables of a cluster, which a front door and a silo process read alike. The front door's catalogue
/// of settings describes them.
/// </summary>
public static class ClusterVariables
{
    public const string Shape = "TASKACTORS_CLUSTER";
    public const string Id = "TASKACTORS_CLUSTER_ID";
    public const string Address = "TASKACTORS_SILO_ADDRESS";
    public const string SiloPort = "TASKACTORS_SILO_PORT";
    public const string GatewayPort = "TASKACTORS_GATEWAY_PORT";
    public const string Store = "TASKACTORS_STORE";
    public const string ProbeMilliseconds = "TASKACTORS_PROBE_MS";
    public const string MissedProbesMax = "TASKACTORS_MISSED_PROBES";
    public const string DeathVotes = "TASKACTORS_DEATH_VOTES";
    public const string TableRefreshSeconds = "TASKACTORS_TABLE_REFRESH_SECONDS";
    public const string AliveSeconds = "TASKACTORS_ALIVE_SECONDS";
    public const string ResponseSeconds = "TASKACTORS_RESPONSE_SECONDS";

    /// <summary>Words for the shapes of a front door.</summary>
    public const string CoHosted = "co-hosted";

    public const string Client = "client";
    public const string None = "none";
    public const string Rows = "rows";
    public const string GrainState = "grain-state";

    public const string TasksMax = "TASKACTORS_TASKS_MAX";
    public const string TextBytesMax = "TASKACTORS_TEXT_BYTES_MAX";
    public const string QueueMax = "TASKACTORS_QUEUE_MAX";
    public const string MemoryMaxMegabytes = "TASKACTORS_MEMORY_MAX_MB";
    public const string IdleMinutes = "TASKACTORS_IDLE_MINUTES";

    private const long BytesPerMegabyte = 1_024 * 1_024;

    /// <summary>How much memory the actors of a silo may hold, and for how long.</summary>
    /// <exception cref="SetupException">A value has not its form.</exception>
    public static UserTasksHostOptions ReadHost(Func<string, string?> find)
    {
        var options = new UserTasksHostOptions();
        var megabytes = (int)(options.MemoryBytesMax / BytesPerMegabyte);
        var minutes = (int)options.IdleMax.TotalMinutes;
        return options with
        {
            MemoryBytesMax = Number(find, MemoryMaxMegabytes, megabytes, (1, 1_048_576)) * BytesPerMegabyte,
            IdleMax = TimeSpan.FromMinutes(Number(find, IdleMinutes, minutes, (1, 10_080))),
        };
    }

    /// <summary>What one user may have: a silo decides on it, whoever asks.</summary>
    /// <exception cref="SetupException">A value has not its form.</exception>
    public static TaskLimits ReadLimits(Func<string, string?> find)
    {
        var limits = new TaskLimits();
        return limits with
        {
            TasksMax = Number(find, TasksMax, limits.TasksMax, (1, 1_000_000)),
            TextBytesMax = Number(find, TextBytesMax, (int)limits.TextBytesMax, (1_024, 1 << 30)),
            QueueLengthMax = Number(find, QueueMax, limits.QueueLengthMax, (1, 1_000_000)),
        };
    }

    /// <summary>Reads what is set, and keeps the defaults of what is not.</summary>
    /// <param name="find">Gives a variable's value, or null.</param>
    /// <exception cref="SetupException">A value has not its form.</exception>
    public static ClusterSettings Read(Func<string, string?> find)
    {
        var settings = new ClusterSettings();
        return settings with
        {
            Shape = find(Shape) switch
            {
                null or None => ClusterShape.Alone,
                CoHosted => ClusterShape.CoHosted,
                Client => ClusterShape.Client,
                _ => throw Wrong(Shape, $"{None}, {CoHosted} or {Client}"),
            },
            Id = find(Id) ?? settings.Id,
            Address = find(Address) is { } address ? AddressOf(address) : settings.Address,
            SiloPort = Number(find, SiloPort, settings.SiloPort, (1, 65_535)),
            GatewayPort = Number(find, GatewayPort, settings.GatewayPort, (1, 65_535)),
            KeepsGrainState = find(Store) switch
            {
                null or Rows => false,
                GrainState => true,
                _ => throw Wrong(Store, $"{Rows} or {GrainState}"),
            },
            ProbeTimeout = TimeSpan.FromMilliseconds(
                Number(find, ProbeMilliseconds, (int)settings.ProbeTimeout.TotalMilliseconds, (100, 60_000))),
            MissedProbesMax = Number(find, MissedProbesMax, settings.MissedProbesMax, (1, 100)),
            DeathVotes = Number(find, DeathVotes, settings.DeathVotes, (1, 100)),
            TableRefresh = Seconds(TableRefreshSeconds, settings.TableRefresh),
            AlivePublish = Seconds(AliveSeconds, settings.AlivePublish),
            ResponseTimeout = Seconds(ResponseSeconds, settings.ResponseTimeout),
        };

        TimeSpan Seconds(string name, TimeSpan byDefault) =>
            TimeSpan.FromSeconds(Number(find, name, (int)byDefault.TotalSeconds, (1, 600)));
    }

    private static int Number(Func<string, string?> find, string name, int byDefault, (int Min, int Max) range) =>
        find(name) is not { } text ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= range.Min && number <= range.Max ? number
        : throw Wrong(name, $"a whole number from {range.Min} to {range.Max}");

    private static IPAddress AddressOf(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw Wrong(Address, "an IP address of this machine");

    private static SetupException Wrong(string name, string form) => new($"{name} must be {form}.");
}
