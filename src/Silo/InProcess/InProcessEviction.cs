using Microsoft.Extensions.Hosting;

namespace TaskActors.InProcess;

/// <summary>Sweeps idle activations twice a minute.</summary>
internal sealed class InProcessEviction(InProcessDirectory directory, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            directory.Evict();
        }
    }
}
