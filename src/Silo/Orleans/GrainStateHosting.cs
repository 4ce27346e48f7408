using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Core;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>Keeps tasks in Orleans' grain storage: any provider of that name, here its ADO.NET one.</summary>
internal static class GrainStateHosting
{
    /// <summary>The name of the provider, and of the state.</summary>
    public const string Name = "user-tasks";

    /// <summary>Gives every activation a store on its own state.</summary>
    public static void AddGrainStateTaskStore(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(Name, (OptionsBuilder<AdoNetGrainStorageOptions> provider) =>
            provider.Configure<IOptions<StorageOptions>>((found, storage) =>
            {
                found.Invariant = "Npgsql";
                found.ConnectionString = ClusterNode.ConnectionString(storage.Value);
                found.GrainStorageSerializer = new UserStateSerializer();
            }));
        silo.Services.AddScoped<ITaskStore>(services =>
        {
            var context = services.GetRequiredService<IGrainContext>();
            var provider = services.GetRequiredKeyedService<IGrainStorage>(Name);
            // What an injected IPersistentState is, but for reading by itself before anybody could say why it failed.
            return new GrainStateTaskStore(
                UserId.FromKey(context.GrainId.Key.ToString()!),
                new StateStorageBridge<UserState>(Name, context, provider),
                services.GetRequiredService<HostedTaskStore>());
        });
    }
}
