namespace TaskActors.Cluster;

/// <summary>
/// Whether a gateway was lost since a call began. A front door without a silo reaches the actors through the silos'
/// gateways; what had been sent to one that died is answered by nobody, and would be waited for as long as any call may
/// take.
/// </summary>
/// <param name="time">For the grace that the other gateways' calls are given.</param>
public sealed class GatewayLosses(TimeProvider time) : IDisposable
{
    /// <summary>Nobody knows which calls went where; those at the other gateways are answered meanwhile.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private CancellationTokenSource _next = new();

    /// <summary>Ends half a second after the next loss: a call that still waits then is lost.</summary>
    public CancellationToken Next => Volatile.Read(ref _next).Token;

    /// <summary>To be told of every change in the number of gateways that are connected.</summary>
    public void CountChanged(int before, int now)
    {
        if (now < before)
        {
            var passed = Interlocked.Exchange(ref _next, new CancellationTokenSource());
            _ = EndAsync(passed);
        }
    }

    /// <summary>Whoever still waits is answered by nobody, and whoever calls yet asks for the token.</summary>
    public void Dispose() => Volatile.Read(ref _next).Cancel();

    private async Task EndAsync(CancellationTokenSource passed)
    {
        await Task.Delay(Grace, time);
        await passed.CancelAsync();
        passed.Dispose();
    }
}
