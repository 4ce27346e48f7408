namespace TaskActors.Cluster;

/// <summary>Ends when the silo has handed over its activations: loads and commits run under it.</summary>
internal sealed class SiloStopping : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public SiloStopping() => Token = _source.Token;

    public CancellationToken Token { get; }

    public void Dispose()
    {
        _source.Cancel();
        _source.Dispose();
    }
}
