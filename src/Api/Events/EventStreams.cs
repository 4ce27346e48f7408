using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using TaskActors.Api.Problems;
using TaskActors.Api.Signals;

namespace TaskActors.Api.Events;

/// <summary>Carries events to a client until the client leaves, its token ends, or the server stops.</summary>
internal sealed class EventStreams(
    ResumedEvents resumed, IOptions<EventStreamOptions> options, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<EventStreams> log)
{
    public async Task ServeAsync(
        HttpContext context, UserTasksCalls tasks, WatchTasks request, DateTimeOffset expiresAt)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        var stream = resumed.ReadAsync(tasks, request, ending.Token).GetAsyncEnumerator(ending.Token);
        await using var events = new AwaitedEvents(stream, ending);
        try
        {
            // What comes first decides the status: a refusal is a problem like any other.
            if (await events.Next && events.Current.Error is not { })
            {
                Start(context.Features);
                WriteHeaders(context.Response);
                using var counted = FrontDoorSignals.OpenStream();
                await PumpAsync(context, events, expiresAt, ending.Token);
                return;
            }

            await StreamProblems.AnswerAsync(context, events.Current?.Error);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody failed: the client is gone, or the server stops, and a client finds another one.
            await EndAsync(context);
        }
    }

    public static void WriteHeaders(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        // Proxies that collect an answer before they pass it on would make live events late ones.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>A stream is quiet for long and small always: rules for downloads do not fit it.</summary>
    private static void Start(IFeatureCollection features)
    {
        features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static Task EndAsync(HttpContext context) =>
        context.Response.HasStarted || context.RequestAborted.IsCancellationRequested
            ? Task.CompletedTask
            : TaskProblems.StorageUnavailable.ExecuteAsync(context);

    private async Task PumpAsync(
        HttpContext context, AwaitedEvents events, DateTimeOffset expiresAt, CancellationToken ending)
    {
        var writer = new EventWriter(context.Response.BodyWriter, options.Value.StallMax, clock);
        var pause = PauseAsync(expiresAt, ending);
        var mayGoOn = true;
        while (mayGoOn)
        {
            // The pause goes first: under a flow of events without a gap it would never have its turn.
            if (pause.IsCompleted)
            {
                await pause;
                mayGoOn = WriteAfterPause(writer, expiresAt);
                pause = PauseAsync(expiresAt, ending);
            }
            else if (events.Next.IsCompleted)
            {
                if (!await events.Next)
                {
                    return;
                }

                writer.Write(events.Current);
                events.Advance();
            }
            else
            {
                await Task.WhenAny(events.Next, pause);
                continue;
            }

            if (!await writer.TryFlushAsync(ending))
            {
                Log.StreamStalled(log);
                context.Abort();
                return;
            }
        }
    }

    /// <summary>Says that the token has ended, and that nothing follows; or only that all is well.</summary>
    private bool WriteAfterPause(EventWriter writer, DateTimeOffset expiresAt)
    {
        if (clock.GetUtcNow() >= expiresAt)
        {
            writer.WriteExpired();
            return false;
        }

        writer.WriteHeartbeat();
        return true;
    }

    private Task PauseAsync(DateTimeOffset expiresAt, CancellationToken ending)
    {
        var left = expiresAt - clock.GetUtcNow();
        var pause = left < options.Value.HeartbeatInterval ? left : options.Value.HeartbeatInterval;
        return Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, clock, ending);
    }
}
