using TaskActors.Signals;

namespace TaskActors.Cluster;

/// <summary>What one activation wants of Orleans, which disposes of it with the activation.</summary>
internal sealed class OrleansUserTasksHost : IUserTasksHost, IDisposable
{
    private readonly IGrainContext _context;
    private readonly SiloStopping _silo;

    public OrleansUserTasksHost(IGrainContext context, SiloStopping silo)
    {
        (_context, _silo) = (context, silo);
        User = UserId.FromKey(context.GrainId.Key.ToString()!);
        ActorSignals.ActorBegins();
    }

    public UserId User { get; }

    public CancellationToken Stopping => _silo.Token;

    public void Dispose() => ActorSignals.ActorEnds();

    public void Drop() => _context.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "What it held in memory is in doubt."));

    /// <summary>Orleans sheds activations by their age and by the memory of the whole process.</summary>
    public void Weigh(long bytes)
    {
    }
}
