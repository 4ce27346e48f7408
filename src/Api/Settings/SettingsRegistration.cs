using System.Collections.Immutable;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Health;
using TaskActors.Api.Limits;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>Makes the options of every part from the settings: the only bridge between the two.</summary>
internal static class SettingsRegistration
{
    private const string OriginInDevelopment = "http://localhost:3000";

    public static void AddSettings(this WebApplicationBuilder builder, SettingValues values)
    {
        var services = builder.Services;
        services.AddSingleton(values);
        services.AddSingleton(StorageAddress.From(values));
        // Options are made several times, the secret of Development only once.
        var secrets = new Lazy<ImmutableArray<SharedSecret>>(() => SecretSources.From(values));
        services.Configure<TokenOptions>(options =>
        {
            values.Bind(options);
            options.Secrets = secrets.Value;
            options.KeySources = KeySetSources.From(values);
        });
        services.Configure<FrontDoorOptions>(options =>
        {
            options.CorsOrigins = values.IsDevelopment ? [OriginInDevelopment] : [];
            values.Bind(options);
        });
        services.Configure<RequestLimitOptions>(values.Bind);
        services.Configure<DrainOptions>(options =>
        {
            options.Duration = TimeSpan.FromSeconds(
                values.Get<ClusterSettings>().Shape == ClusterShape.Alone ? 0 : 2);
            values.Bind(options);
        });
    }

    /// <summary>Where the actors live.</summary>
    public static UserTasksHostOptions HostFrom(SettingValues values) =>
        values.Get<UserTasksHostOptions>() with { Cluster = values.Get<ClusterSettings>() };

    /// <summary>What one user's account may hold.</summary>
    public static TaskLimits LimitsFrom(SettingValues values) => values.Get<TaskLimits>() with
    {
        // A file belongs to one process; on a server another one may have taken over.
        SnapshotAgeMax = StorageAddress.From(values).Location.FilePath is null ? ClusterSettings.SnapshotAge : null,
    };
}
