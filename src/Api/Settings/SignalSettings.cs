using TaskActors.Settings;
using static TaskActors.Settings.SettingForm;

namespace TaskActors.Api.Settings;

/// <summary>
/// How the program is watched: OpenTelemetry's own variables, whose names and forms are its specification's, and ours.
/// </summary>
internal static class SignalSettings
{
    public static Setting<string> Endpoint { get; } = new Setting<string>(
        "OTEL_EXPORTER_OTLP_ENDPOINT", WebAddress("http://localhost:4318"),
        "where traces, metrics and logs are sent by OTLP; unset, nothing is collected", "none", "http://localhost:4318")
        .Sets<UserTasksHostOptions>((host, _) => host.TracesCalls = true);

    public static Setting<string> Protocol { get; } = new(
        "OTEL_EXPORTER_OTLP_PROTOCOL", OneOf(("http/protobuf", "http/protobuf"), ("grpc", "grpc")),
        "how they are sent: http/protobuf or grpc", "http/protobuf", "grpc");

    public static Setting<string> ServiceName { get; } = new(
        "OTEL_SERVICE_NAME", Text, "what this program is called there", "taskactors", "tasks-production");

    /// <summary>What OpenTelemetry's own code looks up by these names.</summary>
    public static IReadOnlyList<Setting> OpenTelemetry { get; } =
    [
        Endpoint, Protocol,
        new Setting<string>(
            "OTEL_EXPORTER_OTLP_HEADERS", Text, "headers that are sent along, such as a key of the receiver's", "none",
            "api-key=the receiver's key") { IsSecret = true },
        ServiceName,
        new Setting<int>(
            "OTEL_METRIC_EXPORT_INTERVAL", WholeNumber(100, 3_600_000), "milliseconds between two reports of metrics",
            "60000", "10000"),
        new Setting<string>(
            "OTEL_TRACES_SAMPLER", Text, "which requests are traced, in OpenTelemetry's words",
            "parentbased_always_on", "parentbased_traceidratio"),
        new Setting<string>(
            "OTEL_TRACES_SAMPLER_ARG", Text, "the sampler's share, from 0 to 1", "1", "0.05"),
    ];

    public static Setting<string> AuditFile { get; } = new(
        "TASKACTORS_AUDIT_FILE", Text, "the file that gets one line for each write; who cannot be written down waits",
        "none: no audit", "/var/log/taskactors/audit.jsonl");

    public static IReadOnlyList<Setting> All { get; } = [.. OpenTelemetry, AuditFile];
}
