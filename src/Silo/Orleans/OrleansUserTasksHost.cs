namespace TaskActors.Cluster;

/// <summary>What one activation wants of Orleans.</summary>
internal sealed class OrleansUserTasksHost(IGrainContext context, SiloStopping silo) : IUserTasksHost
{
    public UserId User { get; } = UserId.FromKey(context.GrainId.Key.ToString()!);

    public CancellationToken Stopping => silo.Token;

    public void Drop() => context.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "What it held in memory is in doubt."));

    /// <summary>Orleans sheds activations by their age and by the memory of the whole process.</summary>
    public void Weigh(long bytes)
    {
    }
}
