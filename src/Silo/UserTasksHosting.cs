using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TaskActors.InProcess;

namespace TaskActors;

/// <summary>
/// Registers the actors with the host that was asked for: the one place that knows which this build has.
/// </summary>
public static class UserTasksHosting
{
#if ORLEANS
    /// <summary>What the default host of this build is called.</summary>
    public static string BuiltFor => $"Orleans {Cluster.CoHostedSilo.Version}";
#else
    /// <summary>What the default host of this build is called.</summary>
    public static string BuiltFor => "in-process (Orleans packages could not be restored, see README)";
#endif

    /// <exception cref="SetupException">The host that was asked for is not in this build.</exception>
    public static void AddUserTasksGrains(
        this IHostApplicationBuilder builder, UserTasksHostOptions options, TaskLimits limits)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton(options);
        var isAlone = options.Cluster.Shape == ClusterShape.Alone;
        if (options.Host == ActorHost.InProcess)
        {
            if (!isAlone || options.Cluster.KeepsGrainState)
            {
                throw new SetupException("A cluster, and grain storage, need Orleans; the host is set to in-process.");
            }

            builder.AddInProcessGrains("in-process");
            return;
        }

#if ORLEANS
        if (isAlone)
        {
            Cluster.CoHostedSilo.AddCoHostedSilo(builder, options);
        }
        else
        {
            Cluster.ClusterNode.AddClusterNode(builder, options);
        }
#else
        if (options.Host == ActorHost.Orleans || !isAlone || options.Cluster.KeepsGrainState)
        {
            throw new SetupException(
                "This build has no Orleans: its packages could not be restored when it was built (see README).");
        }

        builder.AddInProcessGrains(BuiltFor);
#endif
    }

    private static void AddInProcessGrains(this IHostApplicationBuilder builder, string description)
    {
        builder.Services.AddSingleton(new HostDescription(description));
        builder.Services.AddSingleton<InProcessDirectory>();
        builder.Services.AddSingleton<IUserTasksDirectory>(
            services => services.GetRequiredService<InProcessDirectory>());
        builder.Services.AddSingleton<IActorsHealth, InProcessHealth>();
        builder.Services.AddHostedService<InProcessEviction>();
    }
}
