using Microsoft.Extensions.Configuration.Memory;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;
using TaskActors.Settings;
using TaskActors.Signals;

namespace TaskActors.Api.Signals;

/// <summary>
/// Sends traces, metrics and logs by OTLP where a receiver is set: our own, and those that ASP.NET Core, Orleans,
/// Npgsql and the runtime bring along. Without a receiver, nothing listens and nothing is paid.
/// </summary>
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

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                found[SignalSettings.ServiceName.Name] ?? "taskactors", serviceVersion: BuildDescription.Version,
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"))
            .WithTracing(Trace)
            .WithMetrics(Measure)
            .WithLogging(logs => logs.AddOtlpExporter(), options =>
            {
                options.IncludeFormattedMessage = true;
                // Scopes hold the path of the request, and with it the user's id.
                options.IncludeScopes = false;
            });
    }

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(ActorSignals.Name, "Microsoft.Orleans.Application")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddNpgsql()
        .AddProcessor(new SpanRedaction())
        .AddOtlpExporter();

    private static void Measure(MeterProviderBuilder metrics) => metrics
        .AddMeter(ActorSignals.Name, FrontDoorSignals.Name, "Microsoft.Orleans")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddNpgsqlInstrumentation()
        .AddOtlpExporter();
}
