using System.Text.Json;

namespace TaskActors.Api.Problems;

/// <summary>
/// A response body of JSON. It is written into the response's own memory, which the server keeps until the first flush:
/// by then its length is known, and goes out as a header.
/// </summary>
internal sealed class JsonResponse(HttpContext context)
{
    public Utf8JsonWriter Writer { get; } = new(context.Response.BodyWriter, TaskJson.WriterOptions);

    /// <summary>Sends what was written as the whole body; to HEAD the server sends the headers only.</summary>
    public Task SendAsync(string contentType)
    {
        Writer.Flush();
        context.Response.ContentType = contentType;
        context.Response.ContentLength = Writer.BytesCommitted;
        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }
}
