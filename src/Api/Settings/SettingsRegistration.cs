using System.Collections.Immutable;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;

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
        builder.Services.AddOptions<ActorsOptions>().Configure(options => FillActors(options, values));
        builder.Services.AddSingleton(LimitsFrom(values));
    }

    private static void FillTokens(
        TokenOptions options, SettingValues values, ImmutableArray<SharedSecret> secrets)
    {
        options.Secrets = secrets;
        options.AllowShortSecrets = values.IsTrue(SettingsCatalogue.AllowShortSecret);
        options.Issuer = values.Find(SettingsCatalogue.Issuer);
        options.Audience = values.Find(SettingsCatalogue.Audience);
    }

    private static void FillFrontDoor(FrontDoorOptions options, SettingValues values)
    {
        var origins = values.Find(SettingsCatalogue.CorsOrigins)
            ?? (values.IsDevelopment ? OriginInDevelopment : SettingChecks.None);
        options.CorsOrigins = origins == SettingChecks.None ? [] : SettingChecks.List(origins);
        options.PublicUrl = values.Find(SettingsCatalogue.PublicUrl)?.TrimEnd('/');
        options.TrustedProxies = SettingChecks.List(values.Find(SettingsCatalogue.TrustedProxies) ?? "");
    }

    private static void FillActors(ActorsOptions options, SettingValues values)
    {
        if (values.Find(SettingsCatalogue.Host) is { } name && SettingChecks.TryReadHost(name, out var host))
        {
            options.Host = host;
        }

        if (values.FindInteger(SettingsCatalogue.MemoryMaxMegabytes) is { } megabytes)
        {
            options.MemoryMax = megabytes * BytesPerMegabyte;
        }

        if (values.FindInteger(SettingsCatalogue.IdleMinutes) is { } minutes)
        {
            options.IdleMax = TimeSpan.FromMinutes(minutes);
        }
    }

    private static TaskLimits LimitsFrom(SettingValues values)
    {
        var limits = new TaskLimits();
        return limits with
        {
            TasksMax = (int)(values.FindInteger(SettingsCatalogue.TasksMax) ?? limits.TasksMax),
            TextBytesMax = values.FindInteger(SettingsCatalogue.TextBytesMax) ?? limits.TextBytesMax,
        };
    }
}
