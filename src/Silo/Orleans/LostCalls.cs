using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace TaskActors.Cluster;

/// <summary>
/// Turns what a call throws that was lost or rejected into the one exception that the front door knows. A failed call
/// is not an unwritten one: the silo may have died between commit and answer.
/// </summary>
/// <remarks>Around the calls, no filter of Orleans: two of them took 4 to 12 % of processor more a write.</remarks>
/// <param name="logger">For losses that nobody foresaw.</param>
/// <param name="gateways">Where calls go through gateways; else null.</param>
public sealed class LostCalls(ILogger<LostCalls> logger, GatewayLosses? gateways = null)
{
    /// <summary>Calls, and waits no longer for the answer than somebody may give it.</summary>
    /// <exception cref="ActorUnavailableException">Nobody does, or the call did not arrive.</exception>
    public async ValueTask<TAnswer> AnswerAsync<TGrain, TAnswer>(
        TGrain grain, Func<TGrain, ValueTask<TAnswer>> call, string method, CancellationToken caller)
    {
        var loss = gateways?.Next ?? CancellationToken.None;
        try
        {
            var answer = call(grain);
            return loss.CanBeCanceled ? await answer.AsTask().WaitAsync(loss) : await answer;
        }
        catch (Exception lost) when (IsLoss(lost, caller))
        {
            throw Unavailable(lost, method, isForeseen: loss.IsCancellationRequested);
        }
    }

    /// <summary>
    /// The events of one activation. A stream waits for what happens next, however long that is; one that a silo took
    /// with it ends by itself.
    /// </summary>
    /// <exception cref="ActorUnavailableException">It did not begin, or broke.</exception>
    public IAsyncEnumerable<TaskEvent> Read(IAsyncEnumerable<TaskEvent> events) => new Stream(this, events);

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

    private ActorUnavailableException Unavailable(Exception lost, string method, bool isForeseen)
    {
        // What Orleans says itself when a silo is lost or stops is no event for each of its callers.
        if (!isForeseen && lost is not (OrleansException or TimeoutException or EnumerationAbortedException))
        {
            logger.CallFailed(method, lost);
        }

        return new ActorUnavailableException("The actor did not answer.", lost);
    }

    private sealed class Stream(LostCalls losses, IAsyncEnumerable<TaskEvent> events) : IAsyncEnumerable<TaskEvent>
    {
        public IAsyncEnumerator<TaskEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Reader(losses, events.GetAsyncEnumerator(cancellationToken), cancellationToken);
    }

    private sealed class Reader(LostCalls losses, IAsyncEnumerator<TaskEvent> events, CancellationToken caller)
        : IAsyncEnumerator<TaskEvent>
    {
        public TaskEvent Current => events.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            try
            {
                return await events.MoveNextAsync();
            }
            catch (Exception lost) when (IsLoss(lost, caller))
            {
                throw losses.Unavailable(lost, nameof(IUserTasksGrain.WatchAsync), isForeseen: false);
            }
        }

        public ValueTask DisposeAsync() => events.DisposeAsync();
    }
}
