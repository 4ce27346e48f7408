using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskActors.Api.Health;

/// <summary>Whether the actors of this node answer, and which host runs them.</summary>
internal sealed class ActorsHealthCheck(HostDescription host, IActorsHealth actors) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await actors.CheckAsync(cancellationToken).WaitAsync(cancellationToken) is null
            ? HealthCheckResult.Healthy(host.Text)
            : HealthCheckResult.Unhealthy("no silo answers");
}
