using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>
/// Fetches every key set at the start and then at least hourly, so that a key that was removed stops working. What
/// failed is tried again sooner.
/// </summary>
internal sealed class KeySetRefresh(PublishedKeySets keySets, IOptions<TokenOptions> options, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(keySets.All.Select(keySet => KeepFreshAsync(keySet, stoppingToken)));

    private async Task KeepFreshAsync(JwksKeySet keySet, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var isGood = await keySet.RefreshAsync().WaitAsync(cancellation);
                var pause = options.Value.RefreshEvery;
                await Task.Delay(isGood || pause < AfterFailure ? pause : AfterFailure, clock, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
