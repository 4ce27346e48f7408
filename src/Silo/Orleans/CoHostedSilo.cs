using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>
/// One Orleans silo beside the front door, in the same process: the default.
/// </summary>
internal static class CoHostedSilo
{
    /// <summary>A part of the silo's name, where a cluster's silos have a port. Nothing listens on it.</summary>
    public const int PortName = 1;

    /// <summary>The version of Orleans in this build, for example <c>10.4.2</c>.</summary>
    public static string Version { get; } = string.Join('.', typeof(ISiloBuilder).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('.')[..3]);

    public static void AddCoHostedSilo(IHostApplicationBuilder builder, UserTasksHostOptions options)
    {
        builder.Services.AddSingleton(new HostDescription($"Orleans {Version}, 1 silo"));
        if (options.Cluster.KeepsGrainState)
        {
            builder.Services.Configure<StorageOptions>(storage => storage.FurtherSchema = ClusterNode.Schema);
        }

        builder.Logging.QuietOrleans();
        builder.UseOrleans(silo =>
        {
            // A cluster of itself alone: nothing listens, neither for silos nor for clients.
            silo.UseLocalhostClustering(
                PortName, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, PortName), ClusterNode.ServiceId,
                options.Cluster.Id);
            silo.AcceptNoConnections();
            silo.AddUserTasks(options);
        });
    }

    /// <summary>What every silo needs to run the actors, alone or in a cluster.</summary>
    public static void AddUserTasks(this ISiloBuilder silo, UserTasksHostOptions options)
    {
        silo.Services.TryAddSingleton(options);
        silo.Services.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = options.IdleMax;
            // How often Orleans looks for idle ones: it wants less than the age.
            collection.CollectionQuantum = options.TouchInterval;
        });
        if (options.Cluster.KeepsGrainState)
        {
            silo.AddGrainStateTaskStore();
        }

        if (options.TracesCalls)
        {
            // One request is one trace, also where a call leaves its thread or its node.
            silo.AddActivityPropagation();
        }

        silo.Services.AddSingleton(services => new SnapshotRegistry(
            options.TouchInterval, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddHostedService<ActivationEviction>();
        silo.Services.AddScoped<ActorParts>();
        silo.Services.AddUserTasks();
    }

    /// <summary>What a front door needs to reach the actors.</summary>
    public static void AddUserTasks(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<UserTasks>();
        services.AddSingleton<IActorsHealth, ClusterHealth>();
        services.AddSingleton<LostCalls>();
    }
}
