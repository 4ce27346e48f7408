using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskActors.Api.Health;

/// <summary>
/// The report of all health checks. Everybody may ask for it without a token, so a report serves for a second, and
/// callers that come together share one: <c>MapHealthChecks</c> would run the checks, and log each failure, every time.
/// </summary>
internal sealed class SharedHealthReport(HealthCheckService checks, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<HealthReport>? _latest;
    private long _askedAt;

    public Task<HealthReport> CheckAsync()
    {
        lock (_gate)
        {
            if (_latest is null || (_latest.IsCompleted && time.GetElapsedTime(_askedAt) >= Age))
            {
                _askedAt = time.GetTimestamp();
                _latest = checks.CheckHealthAsync();
            }

            return _latest;
        }
    }
}
