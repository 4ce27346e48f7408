namespace TaskActors.Cluster;

/// <summary>What all activations of this silo hold together, and a call for who makes room if it is too much.</summary>
internal sealed class ActivationWeights(long bytesMax) : IDisposable
{
    private readonly SemaphoreSlim _tooMuch = new(0, 1);
    private long _bytes;

    /// <summary>About how many bytes all activations hold.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public bool IsTooMuch => Bytes > bytesMax;

    /// <summary>Some room below the bound, so that the next eviction is not due at once.</summary>
    public bool IsEnough => Bytes <= bytesMax / 10 * 9;

    /// <summary>Counts a change of weight.</summary>
    public void Add(long growth)
    {
        Interlocked.Add(ref _bytes, growth);
        if (growth > 0 && IsTooMuch && _tooMuch.CurrentCount == 0)
        {
            Call();
        }
    }

    /// <summary>Until activations hold more than they may.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _tooMuch.WaitAsync(cancellation);

    public void Dispose() => _tooMuch.Dispose();

    private void Call()
    {
        try
        {
            _tooMuch.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another one called at the same moment; one call is enough.
        }
    }
}
