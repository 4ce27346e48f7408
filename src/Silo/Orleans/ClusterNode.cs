using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>
/// A process of a cluster: a silo, with a front door beside it or alone, or a front door without a silo. Membership is
/// in the PostgreSQL database that holds the tasks.
/// </summary>
internal static class ClusterNode
{
    /// <summary>Part of the key of every state in grain storage: it must never change.</summary>
    public const string ServiceId = "taskactors";

    private const string Invariant = "Npgsql";

    /// <summary>The tables and queries that Orleans' ADO.NET providers work on.</summary>
    public static SchemaDefinition Schema { get; } = SchemaDefinition.Of(
        "cluster schema version", "cluster_schema_version", "grain_states",
        "Schema.Cluster.sql", "Schema.Cluster.2.sql");

    public static void AddClusterNode(IHostApplicationBuilder builder, UserTasksHostOptions options)
    {
        var cluster = options.Cluster;
        builder.Services.AddSingleton(new HostDescription(Describe(cluster)));
        builder.Services.Configure<StorageOptions>(storage => storage.FurtherSchema = Schema);
        builder.Logging.QuietOrleans();
        if (cluster.Shape == ClusterShape.Client)
        {
            builder.UseOrleansClient(client => Configure(client, cluster));
        }
        else
        {
            builder.UseOrleans(silo => Configure(silo, options));
        }
    }

    private static string Describe(ClusterSettings cluster) => cluster.Shape == ClusterShape.Client
        ? $"Orleans {CoHostedSilo.Version}, in the silos of cluster {cluster.Id}"
        : $"Orleans {CoHostedSilo.Version}, a silo of cluster {cluster.Id}";

    private static void Configure(ISiloBuilder silo, UserTasksHostOptions options)
    {
        var cluster = options.Cluster;
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> clustering) =>
            clustering.Configure<IOptions<StorageOptions>>((found, storage) =>
            {
                found.Invariant = Invariant;
                found.ConnectionString = ConnectionString(storage.Value);
            }));
        // Where every process has a silo, a gateway would only be one more open port.
        var gatewayPort = cluster.Shape == ClusterShape.CoHosted ? 0 : cluster.GatewayPort;
        silo.ConfigureEndpoints(cluster.Address, cluster.SiloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.UseDirectory();
        silo.UseMembership(cluster);
        silo.Services.Configure<SiloMessagingOptions>(
            messaging => messaging.ResponseTimeout = cluster.ResponseTimeout);
        Name(silo.Services, cluster);
        silo.AddUserTasks(options);
    }

    /// <summary>
    /// Orleans' default directory allows two activations of one user for a moment whenever a silo comes or goes; this
    /// one does not, but where a living silo is declared dead.
    /// </summary>
    internal static void UseDirectory(this ISiloBuilder silo)
    {
        silo.AddDistributedGrainDirectory();
        // With a lease, the users of a lost silo would wait for its end: half a minute. What a silo that still lives
        // answers meanwhile is bounded by the age of its lists.
        silo.Services.Configure<GrainDirectoryOptions>(options => options.RangeLeaseDuration = TimeSpan.Zero);
    }

    /// <summary>How soon a lost silo is declared dead.</summary>
    internal static void UseMembership(this ISiloBuilder silo, ClusterSettings cluster) =>
        silo.Services.Configure<ClusterMembershipOptions>(membership =>
        {
            // By itself Orleans would go up to four times as far where answers come unevenly, as they do under load,
            // and as long as that, twice over, believe a connection that has fallen silent.
            membership.ProbeTimeout = cluster.ProbeTimeout;
            membership.MaxProbeTimeout = cluster.ProbeTimeout;
            membership.NumMissedProbesLimit = cluster.MissedProbesMax;
            membership.NumVotesForDeathDeclaration = cluster.DeathVotes;
            membership.TableRefreshTimeout = cluster.TableRefresh;
            membership.IAmAliveTablePublishTimeout = cluster.AlivePublish;
            // Processes come and go; what is left of the dead is of no use the next day.
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });

    private static void Configure(IClientBuilder client, ClusterSettings cluster)
    {
        client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> clustering) =>
            clustering.Configure<IOptions<StorageOptions>>((found, storage) =>
            {
                found.Invariant = Invariant;
                found.ConnectionString = ConnectionString(storage.Value);
            }));
        client.Services.Configure<ClientMessagingOptions>(
            messaging => messaging.ResponseTimeout = cluster.ResponseTimeout);
        client.Services.Configure<GatewayOptions>(
            gateways => gateways.GatewayListRefreshPeriod = cluster.TableRefresh);
        client.Services.AddSingleton<IClientConnectionRetryFilter, PatientStart>();
        client.Services.AddSingleton<GatewayLosses>();
        client.AddGatewayCountChangedHandler(static services =>
        {
            var losses = services.GetRequiredService<GatewayLosses>();
            return (_, change) =>
                losses.CountChanged(change.PreviousNumberOfConnectedGateways, change.NumberOfConnectedGateways);
        });
        Name(client.Services, cluster);
        client.Services.AddUserTasks();
    }

    private static void Name(IServiceCollection services, ClusterSettings cluster) =>
        services.Configure<ClusterOptions>(names =>
        {
            names.ClusterId = cluster.Id;
            names.ServiceId = ServiceId;
        });

    /// <summary>Orleans' own connections: a few, to the schema that holds our tables.</summary>
    internal static string ConnectionString(StorageOptions storage) =>
        StorageLocation.Parse(storage.Location).Server?.With(static settings =>
        {
            settings.ApplicationName = "TaskActors Orleans";
            settings.SearchPath = PostgresConnections.Schema;
            settings.Timezone = "UTC";
            settings.Pooling = true;
            settings.MaxPoolSize = 20;
            settings.Timeout = 5;
            settings.CommandTimeout = 10;
        }) ?? throw new SetupException("A cluster, and grain storage, need a PostgreSQL database.");
}
