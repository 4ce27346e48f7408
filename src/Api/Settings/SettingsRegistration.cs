using System.Collections.Immutable;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Health;
using TaskActors.Api.Limits;

namespace TaskActors.Api.Settings;

/// <summary>Makes the options of every part from the settings: the only bridge between the two.</summary>
internal static class SettingsRegistration
{
    private const long BytesPerMegabyte = 1_024 * 1_024;
    private const string OriginInDevelopment = "http://localhost:3000";

    public static void AddSettings(this WebApplicationBuilder builder, SettingValues values)
    {
        builder.Services.AddSingleton(values);
        builder.Services.AddSingleton(StorageAddress.From(values));

        // Options are made several times, the secret of Development only once.
        var secrets = new Lazy<ImmutableArray<SharedSecret>>(() => SecretSources.From(values));
        builder.Services.AddOptions<TokenOptions>().Configure(options => FillTokens(options, values, secrets.Value));
        builder.Services.AddOptions<FrontDoorOptions>().Configure(options => FillFrontDoor(options, values));
        builder.Services.AddOptions<RequestLimitOptions>().Configure(options => FillLimits(options, values));
        builder.Services.AddOptions<DrainOptions>().Configure(options => options.Duration = DrainFrom(values));
    }

    private static TimeSpan DrainFrom(SettingValues values) => TimeSpan.FromSeconds(
        values.FindInteger(ClusterCatalogue.DrainSeconds)
        ?? (values.Find(ClusterCatalogue.Shape) is null or ClusterVariables.None ? 0 : 2));

    private static void FillTokens(
        TokenOptions options, SettingValues values, ImmutableArray<SharedSecret> secrets)
    {
        options.Secrets = secrets;
        options.AllowShortSecrets = values.IsTrue(SettingsCatalogue.AllowShortSecret);
        options.Issuer = values.Find(SettingsCatalogue.Issuer);
        options.Audience = values.Find(SettingsCatalogue.Audience);
        options.KeySources = KeySetSources.From(values);
        options.RefreshEvery = values.FindInteger(SettingsCatalogue.KeysRefreshSeconds) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : options.RefreshEvery;
    }

    private static void FillFrontDoor(FrontDoorOptions options, SettingValues values)
    {
        var origins = values.Find(SettingsCatalogue.CorsOrigins)
            ?? (values.IsDevelopment ? OriginInDevelopment : SettingChecks.None);
        options.CorsOrigins = origins == SettingChecks.None ? [] : SettingChecks.List(origins);
        options.PublicUrl = values.Find(SettingsCatalogue.PublicUrl)?.TrimEnd('/');
        options.TrustedProxies = SettingChecks.List(values.Find(SettingsCatalogue.TrustedProxies) ?? "");
    }

    private static void FillLimits(RequestLimitOptions options, SettingValues values)
    {
        options.RatePerSecond = Number(SettingsCatalogue.RatePerSecond, options.RatePerSecond);
        options.RateBurst = Number(SettingsCatalogue.RateBurst, options.RateBurst);
        options.RefusalsPerSecond = Number(SettingsCatalogue.RefusalsPerSecond, options.RefusalsPerSecond);
        options.RefusalsBurst = Number(SettingsCatalogue.RefusalsBurst, options.RefusalsBurst);
        options.UnderWayBytesMax = values.FindInteger(ConnectionSettings.UnderWayMaxMegabytes) is { } megabytes
            ? megabytes * BytesPerMegabyte : options.UnderWayBytesMax;

        int Number(Setting setting, int byDefault) => (int)(values.FindInteger(setting) ?? byDefault);
    }

    /// <summary>What connections may cost.</summary>
    public static ConnectionLimits ConnectionsFrom(SettingValues values)
    {
        var limits = new ConnectionLimits();
        return limits with
        {
            Count = values.FindInteger(ConnectionSettings.ConnectionsMax) switch
            {
                null => limits.Count,
                0 => null,
                var count => count,
            },
            KeepAlive = Seconds(ConnectionSettings.KeepAliveSeconds, limits.KeepAlive),
            Head = Seconds(ConnectionSettings.HeadSeconds, limits.Head),
            BytesPerSecondMin = (int)(
                values.FindInteger(ConnectionSettings.BytesPerSecondMin) ?? limits.BytesPerSecondMin),
        };

        TimeSpan Seconds(Setting setting, TimeSpan byDefault) =>
            values.FindInteger(setting) is { } seconds ? TimeSpan.FromSeconds(seconds) : byDefault;
    }

    /// <summary>Where the actors live.</summary>
    public static UserTasksHostOptions HostFrom(SettingValues values)
    {
        var options = new UserTasksHostOptions();
        return options with
        {
            TracesCalls = values.Find(SignalSettings.Endpoint) is not null,
            Cluster = ClusterVariables.Read(
                name => SettingsCatalogue.All.FirstOrDefault(setting => setting.Name == name) is { } setting
                    ? values.Find(setting) : null),
            MemoryBytesMax = values.FindInteger(SettingsCatalogue.MemoryMaxMegabytes) is { } megabytes
                ? megabytes * BytesPerMegabyte : options.MemoryBytesMax,
            IdleMax = values.FindInteger(SettingsCatalogue.IdleMinutes) is { } minutes
                ? TimeSpan.FromMinutes(minutes) : options.IdleMax,
        };
    }

    /// <summary>What one user's account may hold.</summary>
    public static TaskLimits LimitsFrom(SettingValues values)
    {
        var limits = new TaskLimits();
        return limits with
        {
            TasksMax = (int)(values.FindInteger(SettingsCatalogue.TasksMax) ?? limits.TasksMax),
            QueueLengthMax = (int)(values.FindInteger(SettingsCatalogue.QueueMax) ?? limits.QueueLengthMax),
            TextBytesMax = values.FindInteger(SettingsCatalogue.TextBytesMax) ?? limits.TextBytesMax,
            // A file belongs to one process; on a server another one may have taken over.
            SnapshotAgeMax = StorageAddress.From(values).Location.FilePath is null ? ClusterSettings.SnapshotAge : null,
        };
    }
}
