using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Events;

/// <summary>
/// A user's events as one stream, whatever happens behind it: when the actor lets its stream go, or the silo is lost,
/// it is opened again from the revision that was passed on last.
/// </summary>
internal sealed class ResumedEvents(
    IOptions<EventStreamOptions> options, TimeProvider clock, ILogger<ResumedEvents> log)
{
    /// <summary>A refusal comes only first; what breaks later is tried again until somebody cancels.</summary>
    public async IAsyncEnumerable<TaskEvent> ReadAsync(
        UserTasksCalls tasks, WatchTasks request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = request.Since;
        var isOpen = false;
        var pause = options.Value.PauseMin;
        while (true)
        {
            var events = tasks.WatchAsync(last, request.PublicAddress, cancellation);
            await foreach (var happened in UntilBroken(events, mayThrow: !isOpen, cancellation))
            {
                if (happened.Kind == TaskEventKind.Heartbeat)
                {
                    continue;
                }

                if (happened.Kind == TaskEventKind.Refused && isOpen)
                {
                    break;
                }

                var isNews = !isOpen || happened.Kind != TaskEventKind.Hello;
                isOpen = happened.Kind != TaskEventKind.Refused;
                last = happened.Rev;
                if (isNews)
                {
                    pause = options.Value.PauseMin;
                    yield return happened;
                }
            }

            if (!isOpen)
            {
                yield break;
            }

            await Task.Delay(pause, clock, cancellation);
            pause = pause * 2 < options.Value.PauseMax ? pause * 2 : options.Value.PauseMax;
        }
    }

    /// <summary>Ends where the stream ends, and, unless an exception is wanted, also where it fails.</summary>
    private async IAsyncEnumerable<TaskEvent> UntilBroken(
        IAsyncEnumerable<TaskEvent> stream, bool mayThrow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var events = stream.GetAsyncEnumerator(cancellation);
        var isBroken = false;
        try
        {
            while (await MoveNextAsync())
            {
                yield return events.Current;
                mayThrow = false;
            }
        }
        finally
        {
            // A broken one has nothing left to let go of; asking a dead silo to do so would take half a minute.
            if (!isBroken)
            {
                await events.DisposeAsync();
            }
        }

        async ValueTask<bool> MoveNextAsync()
        {
            try
            {
                return await events.MoveNextAsync();
            }
            catch (Exception lost) when (!mayThrow && !cancellation.IsCancellationRequested)
            {
                Log.StreamBroke(log, lost);
                isBroken = true;
                return false;
            }
        }
    }
}
