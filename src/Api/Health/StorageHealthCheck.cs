using Microsoft.Extensions.Diagnostics.HealthChecks;
using TaskActors.Storage;

namespace TaskActors.Api.Health;

/// <summary>Whether storage can be read, and written if the last write failed.</summary>
internal sealed class StorageHealthCheck(IStorageHealth storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = await storage.CheckAsync(cancellationToken).WaitAsync(cancellationToken);
        // What is wrong names files: it is for the log, and this answer is for everybody.
        return trouble is null
            ? HealthCheckResult.Healthy("ok")
            : HealthCheckResult.Unhealthy("does not work, see the log");
    }
}
