using System.Net;

namespace TaskActors;

/// <summary>Whether this process is part of a cluster, and as what.</summary>
public enum ClusterShape
{
    /// <summary>One process that owns its storage.</summary>
    Alone,

    /// <summary>Front door and silo in one process: one of several equal nodes.</summary>
    CoHosted,

    /// <summary>A front door alone; the actors live in silo processes.</summary>
    Client,

    /// <summary>A silo alone, behind front doors.</summary>
    Silo,
}

/// <summary>
/// How a process is part of a cluster. The times decide how long the users of a lost silo wait; the defaults were
/// measured with three silos on one machine, and each has its reason.
/// </summary>
public sealed record ClusterSettings
{
    /// <summary>
    /// How old a list may be that a second activation of its user, or one whose silo just woke up, still answers from.
    /// </summary>
    public static TimeSpan SnapshotAge { get; } = TimeSpan.FromSeconds(5);

    public ClusterShape Shape { get; set; }

    /// <summary>Processes with the same name on the same database are one cluster.</summary>
    public string Id { get; set; } = "taskactors";

    /// <summary>
    /// The address that silo and gateway listen on, and by which the others reach them. They know no authentication:
    /// loopback or a private network.
    /// </summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port for front doors without a silo. A co-hosted silo has none.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Whether Orleans' own grain storage keeps the tasks, one state a user, instead of rows.</summary>
    public bool KeepsGrainState { get; set; }

    /// <summary>
    /// Silos ask each other for a sign of life at least this often and wait for it no longer; half as much where
    /// answers come evenly. A second of silence, and one more, is more than a pause should take.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Signs of life that may stay away before a silo is suspected: one may be lost.</summary>
    public int MissedProbesMax { get; set; } = 2;

    /// <summary>Silos that must suspect one before it counts as dead: one alone may itself be the sick one.</summary>
    public int DeathVotes { get; set; } = 2;

    /// <summary>The membership table is read this often, for whoever missed the gossip about a death.</summary>
    public TimeSpan TableRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A silo writes this often that it lives, so that a start does not wait for the dead of a power cut.
    /// </summary>
    public TimeSpan AlivePublish { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A call without an answer fails after this: longer than a silo takes to be declared dead.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
