using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TaskActors.Settings;
using TaskActors.Storage;

namespace TaskActors;

/// <summary>
/// A silo as a process of its own, behind front doors that are clients of its cluster. It reads the settings of a
/// front door, as far as they are about storage, limits and the cluster.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            using var host = Build(arguments);
            await host.StartAsync();
            Console.WriteLine($"actors: {host.Services.GetRequiredService<HostDescription>().Text}");
            Console.WriteLine($"data: {host.Services.GetRequiredService<IStorageHealth>().Location}");
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is SetupException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                "A port of this silo is in use. Set TASKACTORS_SILO_PORT and TASKACTORS_GATEWAY_PORT to free ones, or "
                + "stop what uses these.");
            return 1;
        }
    }

    private static IHost Build(string[] arguments)
    {
        // Front doors share its environment, so that their settings are no mistake here.
        var values = SettingValues.OfThisProcess(SiloSettings.All, refusesUnknown: false);
        var builder = Host.CreateApplicationBuilder(arguments);
        builder.AddTaskStore(options =>
        {
            values.Bind(options);
            options.IsShared = true;
        });
        // Among them is what front doors are; this process is always a silo.
        var cluster = values.Get<ClusterSettings>() with { Shape = ClusterShape.Silo };
        builder.AddUserTasksGrains(
            values.Get<UserTasksHostOptions>() with { Cluster = cluster },
            values.Get<TaskLimits>() with { SnapshotAgeMax = ClusterSettings.SnapshotAge });
        return builder.Build();
    }
}
