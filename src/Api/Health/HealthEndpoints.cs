using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Health;

/// <summary>
/// What a supervisor asks: whether the process lives, and whether it can serve. Neither needs a token.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<SharedHealthReport>();
        services.AddHealthChecks()
            .AddCheck<StorageHealthCheck>("storage", timeout: Timeout)
            .AddCheck<ActorsHealthCheck>("actors", timeout: Timeout)
            .AddCheck<Draining>("node");
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/livez", Read, Live).Describe(HealthOperations.Live);
        routes.MapMethods("/readyz", Read, ReadyAsync).Describe(HealthOperations.Ready);
    }

    /// <summary>
    /// Touches nothing: a process with a broken disk is alive, and killing it would not mend the disk.
    /// </summary>
    private static ContentHttpResult Live() => TypedResults.Text("alive\n");

    private static async Task<Results<ContentHttpResult, Problem>> ReadyAsync(
        HttpContext context, SharedHealthReport health, IOptions<HealthCheckServiceOptions> options)
    {
        var report = await health.CheckAsync();
        var checks = options.Value.Registrations.Select(check => (check.Name, Entry: report.Entries[check.Name]));
        var isVerbose = context.Request.Query.ContainsKey("verbose");
        if (report.Status != HealthStatus.Healthy)
        {
            return NotReady([.. checks], isVerbose);
        }

        var lines = isVerbose ? checks.Select(check => $"ok {check.Name}: {TextOf(check.Entry)}\n") : [];
        return TypedResults.Text(string.Concat(lines) + "ready\n");
    }

    private static Problem NotReady((string Name, HealthReportEntry Entry)[] checks, bool isVerbose)
    {
        var missing = checks.Where(check => check.Entry.Status != HealthStatus.Healthy).Select(check => check.Name);
        return new Problem(503, "not_ready", "Not ready", $"Not ready: {string.Join(", ", missing)}.")
        {
            RetryAfterSeconds = 1,
            Errors = isVerbose ? [.. checks.Select(check => new FieldError(check.Name, TextOf(check.Entry)))] : [],
        };
    }

    /// <summary>What is shown without a token: never an exception's message, which may name files.</summary>
    private static string TextOf(HealthReportEntry check) => check.Exception switch
    {
        null => check.Description ?? "",
        OperationCanceledException => "no answer in time",
        _ => "failed, see the log",
    };
}
