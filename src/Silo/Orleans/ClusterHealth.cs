namespace TaskActors.Cluster;

/// <summary>Calls a grain of this node; from a front door without a silo, one of whichever silo answers.</summary>
internal sealed class ClusterHealth(IGrainFactory grains, LostCalls losses) : IActorsHealth
{
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await losses.AnswerAsync<INodeGrain, string?>(
                grains.GetGrain<INodeGrain>(0),
                async node =>
                {
                    await node.CheckAsync(cancellation);
                    return null;
                },
                nameof(INodeGrain.CheckAsync), cancellation);
        }
        catch (ActorUnavailableException error)
        {
            return $"No silo answers: {error.InnerException?.Message ?? error.Message}";
        }
    }
}
