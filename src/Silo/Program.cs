using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TaskActors.Settings;
using TaskActors.Storage;

namespace TaskActors;

/// <summary>
/// A silo as a process of its own, behind front doors that are clients of its cluster. It reads the variables that a
/// front door reads, as far as they are about storage, limits and the cluster.
/// </summary>
internal static class Program
{
    private const string Storage = "TASKACTORS_STORAGE";

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
                $"A port of this silo is in use. Set {ClusterVariables.SiloPort} and {ClusterVariables.GatewayPort} to "
                + "free ones, or stop what uses these.");
            return 1;
        }
    }

    private static IHost Build(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(arguments);
        // Front doors share the variable that says what they are; this process is always a silo.
        var cluster = ClusterVariables.Read(name => name == ClusterVariables.Shape ? null : Find(name));
        builder.AddTaskStore(options =>
        {
            options.Location = Find(Storage) ?? "";
            options.IsShared = true;
        });
        builder.AddUserTasksGrains(
            ClusterVariables.ReadHost(Find) with { Cluster = cluster with { Shape = ClusterShape.Silo } },
            ClusterVariables.ReadLimits(Find) with { SnapshotAgeMax = ClusterSettings.SnapshotAge });
        return builder.Build();
    }

    private static string? Find(string name) =>
        Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value
        && !KubernetesVariables.IsOne(name, value) ? value : null;
}
