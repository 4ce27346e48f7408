using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TaskActors.Api.CommandLine;
using TaskActors.Signals;

namespace TaskActors.Api.Signals;

/// <summary>
/// Sends traces and metrics by OTLP while the server runs: our own, and those that ASP.NET Core, Orleans, Npgsql and
/// the runtime bring along.
/// </summary>
internal sealed class SignalExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private static readonly string[] Sources =
    [
        ActorSignals.Name, "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Npgsql",
    ];

    private static readonly string[] Meters =
    [
        ActorSignals.Name, FrontDoorSignals.Name, "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "Npgsql", "System.Runtime",
    ];

    private OpenTelemetrySdk? _sdk;

    /// <summary>What this program is called by the receiver.</summary>
    public static ResourceBuilder Resource(string? name) =>
        ResourceBuilder.CreateDefault().AddService(
            name ?? "taskactors", serviceVersion: BuildDescription.Version,
            autoGenerateServiceInstanceId: false,
            serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sdk = OpenTelemetrySdk.Create(telemetry =>
        {
            telemetry.Services.AddSingleton(configuration);
            var resource = Resource(configuration["OTEL_SERVICE_NAME"]);
            telemetry.WithTracing(tracing => tracing.SetResourceBuilder(resource)
                .AddSource(Sources).AddProcessor(new SpanRedaction()).AddOtlpExporter());
            telemetry.WithMetrics(metrics => metrics.SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter());
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left, and waits for it some seconds at most.</summary>
    public void Dispose() => _sdk?.Dispose();
}
