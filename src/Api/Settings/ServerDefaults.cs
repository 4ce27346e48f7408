using Microsoft.Extensions.Configuration.Memory;
using TaskActors.Api.Limits;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>What the web server does here unless told otherwise.</summary>
internal static class ServerDefaults
{
    /// <summary>Quiet where the start lines already tell it; anybody may turn the volume up again.</summary>
    private static readonly KeyValuePair<string, string?>[] LogLevels =
    [
        new("Logging:LogLevel:Default", "Information"),
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
        // Orleans places actors by it, and it has a line for each.
        new("Logging:LogLevel:Polly", "Warning"),
    ];

    public static void AddServerDefaults(this WebApplicationBuilder builder, SettingValues values)
    {
        // First in the list, so that files and variables win.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = LogLevels });

        // Two loggers repeat what was sent, at any level somebody may set: query strings, and header lines that cannot
        // be read, tokens included. The first also makes an activity and a scope for each request as long as anything
        // of it is let through; whoever traces has them without it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.None);

        builder.WebHost.UseUrls(values.Get<ListenOptions>().Addresses(values.IsDevelopment));
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "");
        var connections = values.Get<ConnectionLimits>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            connections.ApplyTo(kestrel.Limits);
        });
    }
}
