namespace TaskActors.Cluster;

/// <summary>A front door that starts before the first silo waits for it, half a minute and no longer.</summary>
internal sealed class PatientStart(TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long _began = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_began) >= Patience)
        {
            throw new SetupException(
                $"No silo of the cluster answered within {Patience.TotalSeconds:0} s; start one first.", exception);
        }

        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
