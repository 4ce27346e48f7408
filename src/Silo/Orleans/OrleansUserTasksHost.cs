using TaskActors.Signals;

namespace TaskActors.Cluster;

/// <summary>What one activation wants of Orleans, which disposes of it with the activation.</summary>
internal sealed class OrleansUserTasksHost : IUserTasksHost, IDisposable
{
    private readonly IGrainContext _context;
    private readonly SiloStopping _silo;
    private readonly ActivationWeights _weights;
    private readonly NearbyActors? _nearby;
    private readonly Lock _lock = new();
    private UserTasksGrain? _activation;
    private long _weight;
    private bool _isGone;

    public OrleansUserTasksHost(
        IGrainContext context, SiloStopping silo, ActivationWeights weights, NearbyActors? nearby = null)
    {
        (_context, _silo, _weights, _nearby) = (context, silo, weights, nearby);
        User = UserId.FromKey(context.GrainId.Key.ToString()!);
        ActorSignals.ActorBegins();
    }

    public UserId User { get; }

    public CancellationToken Stopping => _silo.Token;

    public void Serves(UserTasksGrain activation)
    {
        _activation = activation;
        _nearby?.Add(User, activation);
    }

    public void Dispose()
    {
        if (_activation is { } activation)
        {
            _nearby?.Remove(User, activation);
        }

        ActorSignals.ActorEnds();
        Weigh(0, isGone: true);
    }

    public void Drop() => _context.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "What it held in memory is in doubt."));

    /// <summary>Orleans collects activations by their age; by their weight we have it done.</summary>
    public void Weigh(long bytes) => Weigh(bytes, isGone: false);

    private void Weigh(long bytes, bool isGone)
    {
        lock (_lock)
        {
            // A commit that nobody waits for any more may end after its activation did, and would be counted for ever.
            if (!_isGone)
            {
                _weights.Add(bytes - _weight);
                (_weight, _isGone) = (bytes, isGone);
            }
        }
    }
}
