namespace TaskActors.Cluster;

/// <summary>Calls a grain of this node; from a front door without a silo, one of whichever silo answers.</summary>
internal sealed class ClusterHealth(IGrainFactory grains) : IActorsHealth
{
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<INodeGrain>(0).CheckAsync(cancellation);
            return null;
        }
        catch (ActorUnavailableException error)
        {
            return $"No silo answers: {error.InnerException?.Message ?? error.Message}";
        }
    }
}
