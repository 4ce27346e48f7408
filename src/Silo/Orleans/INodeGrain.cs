using Orleans.Concurrency;

namespace TaskActors.Cluster;

/// <summary>A grain that every silo has for itself: whether calls reach grains here.</summary>
[Alias("node")]
public interface INodeGrain : IGrainWithIntegerKey
{
    [AlwaysInterleave, Alias("check")]
    ValueTask CheckAsync(CancellationToken cancellation = default);
}

/// <summary>Answers on the silo that asks.</summary>
[GrainType("node"), StatelessWorker(1)]
internal sealed class NodeGrain : Grain, INodeGrain
{
    public ValueTask CheckAsync(CancellationToken cancellation = default) => ValueTask.CompletedTask;
}
