using TaskActors.Api.Settings;

namespace TaskActors.Api.Health;

/// <summary>
/// A node that was told to stop says so at once, and goes on serving until whoever balances the load has noticed.
/// </summary>
internal sealed class Draining(SettingValues values, IHostApplicationLifetime lifetime, TimeProvider time)
    : IReadinessCheck, IHostedLifecycleService
{
    public string Name => "node";

    /// <summary>A single process has no other to hand over to; a node of a cluster takes two seconds.</summary>
    private TimeSpan Duration => TimeSpan.FromSeconds(
        values.FindInteger(ClusterCatalogue.DrainSeconds)
        ?? (values.Find(ClusterCatalogue.Shape) is null or ClusterVariables.None ? 0 : 2));

    public Task<Readiness> CheckAsync(CancellationToken cancellation) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested
            ? new Readiness(false, "stopping")
            : new Readiness(true, "serving"));

    /// <summary>Before the server stops listening: it is the first of all to stop.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Duration, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
