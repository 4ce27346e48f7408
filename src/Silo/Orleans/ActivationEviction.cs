using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace TaskActors.Cluster;

/// <summary>
/// Lets Orleans collect the activations that were unused the longest while all together hold more than they may. An
/// activation with a call under way is never among them; a stream waits in one, and resumes if it just did not.
/// </summary>
internal sealed class ActivationEviction(
    ActivationWeights weights, IGrainFactory grains, ILocalSiloDetails silo, TimeProvider clock,
    ILogger<ActivationEviction> log) : BackgroundService
{
    // What was used lately goes only if nothing else does.
    private static readonly TimeSpan[] Ages =
        [.. new[] { 300, 60, 20, 5, 1, 0 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    // Each round looks through all activations.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await weights.WaitAsync(stoppingToken);
            if (weights.IsTooMuch)
            {
                await MakeRoomAsync();
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private async Task MakeRoomAsync()
    {
        try
        {
            foreach (var age in Ages)
            {
                if (weights.IsEnough)
                {
                    return;
                }

                await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection([silo.SiloAddress], age);
            }
        }
        catch (Exception failure)
        {
            // The silo may be stopping, or another one is being lost: the next growth calls again.
            Log.EvictionFailed(log, failure);
        }
    }
}

/// <summary>What eviction says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Debug, Message = "Activations could not be collected")]
    public static partial void EvictionFailed(ILogger logger, Exception error);
}
