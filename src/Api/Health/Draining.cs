using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Health;

/// <summary>
/// A node that was told to stop says so at once, and goes on serving until whoever balances the load has noticed.
/// </summary>
internal sealed class Draining(
    IOptions<DrainOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
    : IHealthCheck, IHostedLifecycleService
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Degraded("stopping")
            : HealthCheckResult.Healthy("serving"));

    /// <summary>Before the server stops listening: it is the first of all to stop.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(options.Value.Duration, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
