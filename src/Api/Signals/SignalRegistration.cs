using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry.Logs;
using TaskActors.Api.Settings;

namespace TaskActors.Api.Signals;

/// <summary>Turns the signals on where a receiver is set; without one, nothing listens and nothing is paid.</summary>
internal static class SignalRegistration
{
    public static void AddSignals(this WebApplicationBuilder builder, SettingValues values)
    {
        if (values.Find(SignalSettings.Endpoint) is null)
        {
            return;
        }

        // OpenTelemetry reads its own names from the configuration; with this, those of the .env file too.
        var found = SignalSettings.OpenTelemetry.ToDictionary(
            setting => setting.Name, values.Find, StringComparer.Ordinal);
        found[SignalSettings.Protocol.Name] ??= "http/protobuf";
        ((IConfigurationBuilder)builder.Configuration).Add(new MemoryConfigurationSource { InitialData = found });

        builder.Services.AddHostedService<SignalExport>();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(SignalExport.Resource(found[SignalSettings.ServiceName.Name]));
            logs.IncludeFormattedMessage = true;
            // Scopes hold the path of the request, and with it the user's id.
            logs.IncludeScopes = false;
            logs.AddOtlpExporter();
        });
    }
}
