using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace TaskActors.Cluster;

/// <summary>
/// Turns what a call throws that was lost or rejected into the one exception that the front door knows. A failed call
/// is not an unwritten one: the silo may have died between commit and answer.
/// </summary>
/// <param name="logger">For losses that nobody foresaw.</param>
/// <param name="gateways">Where calls go through gateways; else null.</param>
internal sealed class LostCallFilter(ILogger<LostCallFilter> logger, GatewayLosses? gateways = null)
    : IOutgoingGrainCallFilter
{
    // Orleans' own calls come by here too, those to its directory for example, and it knows what they throw: in the
    // place of what it waits for, ours would make it give up where it would have tried again.
    private static readonly GrainType[] Ours = [GrainType.Create(UserTasksGrain.TypeName), GrainType.Create("node")];

    public Task Invoke(IOutgoingGrainCallContext context) =>
        Ours.Contains(context.TargetId.Type) ? InvokeOursAsync(context) : context.Invoke();

    private async Task InvokeOursAsync(IOutgoingGrainCallContext context)
    {
        // Read before the call: what it was read from may serve another call by the time that this one fails.
        var caller = context.Request.GetCancellationToken();
        // A stream waits for what happens next, however long that is.
        var isStream = context.Request.GetInterfaceType() == typeof(IAsyncEnumerableGrainExtension);
        var loss = isStream || gateways is null ? CancellationToken.None : gateways.Next;
        try
        {
            await context.Invoke().WaitAsync(loss);
        }
        catch (Exception lost) when (IsLoss(lost, caller))
        {
            if (!IsForeseen(lost) && !loss.IsCancellationRequested)
            {
                logger.CallFailed(context.MethodName, lost);
            }

            throw new ActorUnavailableException("The actor did not answer.", lost);
        }
    }

    /// <summary>
    /// Everything but what the actor's own code threw, which says so, and a caller's own leaving. A silo that stops,
    /// starts or is cut off passes on whatever failed in it on the way to the actor.
    /// </summary>
    private static bool IsLoss(Exception error, CancellationToken caller) => error switch
    {
        ActorFailedException => false,
        OperationCanceledException => !caller.IsCancellationRequested,
        _ => true,
    };

    /// <summary>What Orleans says itself when a silo is lost or stops is no event for each of its callers.</summary>
    private static bool IsForeseen(Exception error) => error is OrleansException or TimeoutException;
}
