using TaskActors.Signals;

namespace TaskActors.Cluster;

/// <summary>What one activation wants of Orleans, which disposes of it with the activation.</summary>
internal sealed class OrleansUserTasksHost : IUserTasksHost, IDisposable
{
    private readonly IGrainContext _context;
    private readonly SiloStopping _silo;
    private readonly NearbyActors? _nearby;
    private UserTasksGrain? _activation;

    public OrleansUserTasksHost(IGrainContext context, SiloStopping silo, NearbyActors? nearby = null)
    {
        (_context, _silo, _nearby) = (context, silo, nearby);
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
    }

    public void Drop() => _context.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "What it held in memory is in doubt."));

    /// <summary>Orleans sheds activations by their age and by the memory of the whole process.</summary>
    public void Weigh(long bytes)
    {
    }
}
