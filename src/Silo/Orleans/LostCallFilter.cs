using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization;

namespace TaskActors.Cluster;

/// <summary>
/// Turns what a call throws that was lost or rejected into the one exception that the front door knows. A failed call
/// is not an unwritten one: the silo may have died between commit and answer.
/// </summary>
internal sealed class LostCallFilter(ILogger<LostCallFilter> logger) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Read before the call: what it was read from may serve another call by the time that this one fails.
        var caller = context.Request.GetCancellationToken();
        try
        {
            await context.Invoke();
        }
        catch (Exception lost) when (IsLoss(lost, caller))
        {
            if (!IsForeseen(lost))
            {
                logger.CallFailed(context.MethodName, lost);
            }

            throw new ActorUnavailableException("The actor did not answer.", lost);
        }
    }

    /// <summary>
    /// Everything but what the actor's own code threw, which says so, what could not be put into bytes, and a caller's
    /// own leaving. A silo that stops, starts or is cut off passes on whatever failed in it on the way to the actor.
    /// </summary>
    private static bool IsLoss(Exception error, CancellationToken caller) => error switch
    {
        ActorFailedException or ActorUnavailableException or SerializerException => false,
        OperationCanceledException => !caller.IsCancellationRequested,
        _ => true,
    };

    /// <summary>What Orleans says itself when a silo is lost or stops is no event for each of its callers.</summary>
    private static bool IsForeseen(Exception error) => error is OrleansException or TimeoutException;
}
