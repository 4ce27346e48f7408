using System.Collections.Concurrent;
using Orleans.Runtime;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Knows which calls an actor has begun and not answered: a write among them has its place in the queue. On its way to
/// the actor a call takes as long as the machine is busy, so that tests wait for this, not for a time.
/// </summary>
public sealed class CallsUnderWay : IIncomingGrainCallFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<object, (string Actor, CancellationToken Caller)> _calls = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var (actor, caller) = (context.TargetId.Key.ToString()!, context.Request.GetCancellationToken());
        // Up to where it first waits, and a write has been queued by then.
        var running = context.Invoke();
        var call = new object();
        _calls[call] = (actor, caller);
        try
        {
            await running;
        }
        finally
        {
            _calls.TryRemove(call, out _);
        }
    }

    /// <summary>Waits until so many calls are under way, and so many of their callers are known to have left.</summary>
    public async Task WaitAsync(UserId user, int calls, int left)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Count(user) != (calls, left))
        {
            Assert.False(
                patience.IsCancellationRequested,
                $"{Count(user)} calls were under way, and not {calls} with {left} whose callers had left.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private (int Calls, int Left) Count(UserId user)
    {
        var own = _calls.Values.Where(call => call.Actor == user.Key).ToList();
        return (own.Count, own.Count(call => call.Caller.IsCancellationRequested));
    }
}
