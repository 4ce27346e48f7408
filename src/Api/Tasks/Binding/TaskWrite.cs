using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Repeating;

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
    /// <summary>What a write without a body brings.</summary>
    public static Parsed<WriteRequest> ReadHeaders(HttpContext context)
    {
        if (!KeyedRequest.TryBegin(context, out var keyed))
        {
            return RequestProblems.IdempotencyKeyMalformed;
        }

        keyed?.Identify(context, []);
        return ReadCondition(context, keyed);
    }

    public static async ValueTask<Parsed<TaskWrite<T>>> ReadAsync<T>(
        HttpContext context, BodyRead<T> read, bool mayBeEmpty = false)
        where T : class
    {
        if (!KeyedRequest.TryBegin(context, out var keyed))
        {
            return RequestProblems.IdempotencyKeyMalformed;
        }

        var body = await JsonBody.ReadAsync(context, mayBeEmpty);
        using var bytes = body.Value;
        if (bytes is not null)
        {
            keyed?.Identify(context, bytes.Bytes);
        }

        var write = ReadCondition(context, keyed);
        if (write.IsRefused || body.IsRefused)
        {
            return write.Problem ?? body.Problem!;
        }

        var content = read(body.Value.Bytes);
        return content.IsRefused
            ? content.Problem
            : new TaskWrite<T>(content.Value, write.Value with { Bytes = body.Value.Length });
    }

    /// <summary>Of a write that knows no keys.</summary>
    public static Parsed<WriteRequest> ReadCondition(HttpContext context, KeyedRequest? keyed = null)
    {
        var write = keyed?.ToWrite() ?? WriteRequest.Plain;
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return write;
        }

        return EntityTags.TryParse(header.ToString(), out var tags)
            ? write with { Precondition = tags.ToPrecondition() }
            : RequestProblems.IfMatchMalformed;
    }
}
