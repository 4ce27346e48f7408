using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TaskActors.Cluster;

namespace TaskActors;

/// <summary>Registers the actors: in a silo of this process alone, or as a part of a cluster.</summary>
public static class UserTasksHosting
{
    /// <summary>What hosts the actors, for example <c>Orleans 10.4.2</c>.</summary>
    public static string BuiltFor => $"Orleans {CoHostedSilo.Version}";

    public static void AddUserTasksGrains(
        this IHostApplicationBuilder builder, UserTasksHostOptions options, TaskLimits limits)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton(options);
        if (options.Cluster.Shape == ClusterShape.Alone)
        {
            CoHostedSilo.AddCoHostedSilo(builder, options);
        }
        else
        {
            ClusterNode.AddClusterNode(builder, options);
        }
    }
}
