using Orleans.Runtime;

namespace TaskActors.Cluster;

/// <summary>
/// Turns what Orleans throws when a call was lost or rejected into the one exception that the front door knows. A
/// failed call is not an unwritten one: the silo may have died between commit and answer.
/// </summary>
internal sealed class LostCallFilter : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception lost) when (lost is OrleansException or TimeoutException or OrleansMessageRejectionException)
        {
            throw new ActorUnavailableException("The actor did not answer.", lost);
        }
    }
}
