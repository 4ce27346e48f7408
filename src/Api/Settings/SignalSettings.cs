namespace TaskActors.Api.Settings;

/// <summary>
/// How the program is watched: OpenTelemetry's own variables, whose names and forms are its specification's, and ours.
/// </summary>
internal static class SignalSettings
{
    public static Setting Endpoint { get; } = new(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "where traces, metrics and logs are sent by OTLP; unset, nothing is collected",
        "none", "http://localhost:4318")
    {
        WhyNot = SettingChecks.PublicUrl,
    };

    public static Setting Protocol { get; } = new(
        "OTEL_EXPORTER_OTLP_PROTOCOL", "how they are sent: http/protobuf or grpc", "http/protobuf", "grpc")
    {
        WhyNot = static value => value is "http/protobuf" or "grpc" ? null : "must be http/protobuf or grpc",
    };

    public static Setting Headers { get; } = new(
        "OTEL_EXPORTER_OTLP_HEADERS", "headers that are sent along, such as a key of the receiver's", "none",
        "api-key=the receiver's key")
    {
        IsSecret = true,
        IsShown = false,
    };

    public static Setting ServiceName { get; } = new(
        "OTEL_SERVICE_NAME", "what this program is called there", "taskactors", "tasks-production");

    public static Setting MetricInterval { get; } = new(
        "OTEL_METRIC_EXPORT_INTERVAL", "milliseconds between two reports of metrics", "60000", "10000")
    {
        WhyNot = SettingChecks.Integer(100, 3_600_000),
    };

    public static Setting Sampler { get; } = new(
        "OTEL_TRACES_SAMPLER", "which requests are traced, in OpenTelemetry's words", "parentbased_always_on",
        "parentbased_traceidratio");

    public static Setting SamplerArgument { get; } = new(
        "OTEL_TRACES_SAMPLER_ARG", "the sampler's share, from 0 to 1", "1", "0.05");

    public static Setting AuditFile { get; } = new(
        "TASKACTORS_AUDIT_FILE", "the file that gets one line for each write; who cannot be written down waits",
        "none: no audit", "/var/log/taskactors/audit.jsonl");

    /// <summary>What OpenTelemetry's own code looks up by these names.</summary>
    public static IReadOnlyList<Setting> OpenTelemetry { get; } =
        [Endpoint, Protocol, Headers, ServiceName, MetricInterval, Sampler, SamplerArgument];

    public static IReadOnlyList<Setting> All { get; } = [.. OpenTelemetry, AuditFile];
}
