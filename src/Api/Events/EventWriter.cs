using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace TaskActors.Api.Events;

/// <summary>
/// Writes events to one connection. By hand: the platform's own formatter knows no comments, which are the heartbeat.
/// The data are JSON on one line, as the format needs them.
/// </summary>
internal sealed class EventWriter(PipeWriter pipe, TimeSpan stallMax, TimeProvider clock)
{
    public void Write(TaskEvent happened)
    {
        pipe.Write("event: "u8);
        pipe.Write(NameOf(happened.Kind));
        pipe.Write("\nid: "u8);
        WriteNumber(happened.Rev);
        pipe.Write("\ndata: "u8);
        pipe.Write(happened.Data);
        pipe.Write("\n\n"u8);
    }

    /// <summary>Without an id, so that the client resumes where it was, with its next token.</summary>
    public void WriteExpired() => pipe.Write("event: expired\ndata: {}\n\n"u8);

    public void WriteHeartbeat() => pipe.Write(":\n\n"u8);

    /// <summary>False when the client took nothing for too long, or still takes nothing when all must end.</summary>
    public async ValueTask<bool> TryFlushAsync(CancellationToken cancellation)
    {
        // Under no token of its own: what fits into the connection goes out even while the server stops.
        var flush = pipe.FlushAsync(CancellationToken.None);
        if (flush.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            await flush.AsTask().WaitAsync(stallMax, clock, cancellation);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> NameOf(TaskEventKind kind) => kind switch
    {
        TaskEventKind.Hello => "hello"u8,
        TaskEventKind.Change => "change"u8,
        _ => "reset"u8,
    };

    private void WriteNumber(long number)
    {
        // Twenty characters hold any 64-bit number.
        var space = pipe.GetSpan(20);
        number.TryFormat(space, out var written, default, CultureInfo.InvariantCulture);
        pipe.Advance(written);
    }
}
