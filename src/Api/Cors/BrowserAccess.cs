using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Cors;

/// <summary>Which pages may call from a browser, and what they may send and see.</summary>
internal static class BrowserAccess
{
    private const string PolicyName = "browsers";

    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] RequestHeaders =
        ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID"];

    private static readonly string[] AnswerHeaders =
    [
        "ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotency-Replayed",
        "WWW-Authenticate",
    ];

    public static IServiceCollection AddBrowserAccess(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<FrontDoorOptions>>(
            (cors, door) => cors.AddPolicy(PolicyName, policy => Allow(policy, [.. door.Value.CorsOrigins])));
        return services;
    }

    /// <summary>
    /// Browsers alone send an origin; for all others the room would open a service scope and do nothing in it.
    /// </summary>
    public static void UseBrowserAccess(this IApplicationBuilder app) => app.UseWhen(
        static context => context.Request.Headers.Origin.Count > 0,
        static browsers => browsers.UseCors(PolicyName));

    private static void Allow(CorsPolicyBuilder policy, string[] origins) => policy
        .WithOrigins(origins)
        .WithMethods(Methods)
        .WithHeaders(RequestHeaders)
        .WithExposedHeaders(AnswerHeaders)
        .SetPreflightMaxAge(PreflightAge)
        // Clients written for a cookie session say "credentials: include". No cookie is ever read here, and every
        // origin is named, so that this gives nothing away.
        .AllowCredentials();
}
