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
        catch (Exception lost) when (IsLoss(lost))
        {
            throw new ActorUnavailableException("The actor did not answer.", lost);
        }
    }

    /// <summary>A silo that stops, or finds that it was declared dead, lets go of its services under a call.</summary>
    private static bool IsLoss(Exception error) => error
        is OrleansException or TimeoutException or OrleansMessageRejectionException
        or ObjectDisposedException;
}
