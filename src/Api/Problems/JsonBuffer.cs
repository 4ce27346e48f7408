using System.Buffers;
using System.Text.Json;

namespace TaskActors.Api.Problems;

/// <summary>
/// A JSON writer over memory that is used again: one for each thread, valid until the next await, so that small answers
/// know their length before they are sent.
/// </summary>
internal sealed class JsonBuffer
{
    private const int BytesKept = 64 * 1_024;

    [ThreadStatic]
    private static JsonBuffer? _ofThread;

    private readonly ArrayBufferWriter<byte> _bytes = new(1_024);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes, TaskJson.WriterOptions);

    public Utf8JsonWriter Writer { get; }

    /// <summary>This thread's buffer, empty.</summary>
    public static JsonBuffer Take()
    {
        if (_ofThread is not { } buffer || buffer._bytes.Capacity > BytesKept)
        {
            return _ofThread = new JsonBuffer();
        }

        buffer._bytes.ResetWrittenCount();
        buffer.Writer.Reset();
        return buffer;
    }

    /// <summary>Sends what was written as the whole body; a HEAD gets its headers only.</summary>
    public Task SendAsync(HttpContext context, string contentType)
    {
        Writer.Flush();
        context.Response.ContentType = contentType;
        context.Response.ContentLength = _bytes.WrittenCount;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        // The pipe copies the bytes before it awaits anything.
        var sent = context.Response.BodyWriter.WriteAsync(_bytes.WrittenMemory, context.RequestAborted);
        if (_bytes.Capacity > BytesKept)
        {
            // A whole export is not to stay with each thread that ever sent one.
            _ofThread = null;
        }

        return sent.IsCompletedSuccessfully ? Task.CompletedTask : sent.AsTask();
    }
}
