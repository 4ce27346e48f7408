using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Health;

/// <summary>
/// What a supervisor asks: whether the process lives, and whether it can serve. Neither needs a token.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

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
        HttpContext context, ReadinessChecks checks)
    {
        var report = await checks.ReportAsync();
        var isVerbose = context.Request.Query.ContainsKey("verbose");
        return report.IsReady ? TypedResults.Text(report.Text(isVerbose)) : NotReady(report, isVerbose);
    }

    private static Problem NotReady(ReadinessReport report, bool isVerbose) =>
        new(503, "not_ready", "Not ready", $"Not ready: {report.Missing}.")
        {
            RetryAfterSeconds = 1,
            Errors = isVerbose ? [.. report.Lines.Select(line => new FieldError(line.Name, line.State.Text))] : [],
        };
}
