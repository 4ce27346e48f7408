using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>Reads a body's bytes into a value.</summary>
internal delegate Parsed<T> BodyRead<T>(ReadOnlySpan<byte> body)
    where T : class;

/// <summary>What every write brings, and what it says in its body.</summary>
internal sealed record TaskWrite<T>(T Content, WriteRequest Write)
    where T : class;

/// <summary>
/// Reads writes: first what is in the headers (an idempotency key has its place here), then the body.
/// </summary>
internal static class TaskWrite
{
    public static Parsed<WriteRequest> ReadHeaders(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return WriteRequest.Plain;
        }

        // A weak tag promises too little to overwrite anything by: it matches nothing.
        return EntityTags.TryParse(header.ToString(), out var tags)
            ? new WriteRequest { Precondition = new Precondition { IsAny = tags.IsAny, Revs = tags.StrongRevs } }
            : RequestProblems.IfMatchMalformed;
    }

    public static async ValueTask<Parsed<TaskWrite<T>>> ReadAsync<T>(
        HttpContext context, BodyRead<T> read, bool mayBeEmpty = false)
        where T : class
    {
        var write = ReadHeaders(context);
        if (write.IsRefused)
        {
            return write.Problem;
        }

        var body = await JsonBody.ReadAsync(context, mayBeEmpty);
        if (body.IsRefused)
        {
            return body.Problem;
        }

        using var bytes = body.Value;
        var content = read(bytes.Bytes);
        return content.IsRefused
            ? content.Problem
            : new TaskWrite<T>(content.Value, write.Value with { Bytes = bytes.Length });
    }
}
