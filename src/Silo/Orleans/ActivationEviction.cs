using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace TaskActors.Cluster;

/// <summary>
/// Lets Orleans collect the activations that were unused the longest while all together hold more than they may. An
/// activation with a call under way is never among them; a stream waits in one, and resumes if it just did not.
/// </summary>
internal sealed class ActivationEviction(
    SnapshotRegistry snapshots, UserTasksHostOptions options, IGrainFactory grains, ILocalSiloDetails silo,
    ILogger<ActivationEviction> log) : BackgroundService
{
    // What was used lately goes only if nothing else does.
    private static readonly TimeSpan[] Ages =
        [.. new[] { 300, 60, 20, 5, 1, 0 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Some room below the bound, so that the next eviction is not due at once.
    private long Enough => options.MemoryBytesMax / 10 * 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (snapshots.Bytes > options.MemoryBytesMax)
            {
                await MakeRoomAsync();
            }
        }
    }

    private async Task MakeRoomAsync()
    {
        try
        {
            foreach (var age in Ages)
            {
                if (snapshots.Bytes <= Enough)
                {
                    return;
                }

                await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection([silo.SiloAddress], age);
            }
        }
        catch (Exception failure)
        {
            // The silo may be stopping, or another one is being lost: the next round tries again.
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
