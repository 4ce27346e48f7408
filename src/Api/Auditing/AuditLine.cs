using System.Buffers;
using System.Text.Json;

namespace TaskActors.Api.Auditing;

/// <summary>What is written down of one write: who by a hash, what by its route, how it ended.</summary>
/// <param name="At">When its answer was ready.</param>
/// <param name="User">The hash by which the log names the user too.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route's template.</param>
/// <param name="TaskId">Which task, where the route names one.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Tag">The entity tag of the answer, which is the revision; null where there is none.</param>
/// <param name="TraceId">As in the problem and in the trace.</param>
internal sealed record AuditLine(
    DateTimeOffset At, string User, string Method, string Route, string? TaskId, int Status, string? Tag,
    string TraceId)
{
    /// <summary>One JSON object and a line feed, in UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("at", Instants.FormatSortable(At));
            json.WriteString("user", User);
            json.WriteString("method", Method);
            json.WriteString("route", Route);
            Write(json, "task", TaskId);
            json.WriteNumber("status", Status);
            Write(json, "etag", Tag);
            json.WriteString("trace_id", TraceId);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
