using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TaskActors.Storage;

/// <summary>Adds storage to a host.</summary>
public static class StorageHosting
{
    /// <summary>
    /// Adds <see cref="ITaskStore"/> and <see cref="IStorageHealth"/> on the SQLite file or the PostgreSQL database
    /// that <see cref="StorageOptions"/> name. It is opened when the host starts; a <see cref="SetupException"/> then
    /// says why it cannot be.
    /// </summary>
    public static IHostApplicationBuilder AddTaskStore(
        this IHostApplicationBuilder builder, Action<StorageOptions>? configure = null)
    {
        var options = builder.Services.AddOptions<StorageOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<HostedTaskStore>();
        builder.Services.AddSingleton<ITaskStore>(services => services.GetRequiredService<HostedTaskStore>());
        builder.Services.AddSingleton<IStorageHealth>(services => services.GetRequiredService<HostedTaskStore>());
        builder.Services.AddHostedService(services => services.GetRequiredService<HostedTaskStore>());
        return builder;
    }
}
