using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskActors;

/// <summary>The only renderer of tasks: UTF-8 JSON, <c>snake_case</c>, instants RFC 3339 in UTC.</summary>
public static class TaskJson
{
    /// <summary>How many characters of an address are put together on the stack.</summary>
    private const int UrlStackLengthMax = 256;

    /// <summary>Relaxed: the answers are never part of an HTML page, and say so (<c>nosniff</c>).</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes one task as a JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="publicAddress">What <c>url</c> begins with: scheme and authority, no slash at the end.</param>
    public static void Write(Utf8JsonWriter writer, TaskItem task, UserId user, string publicAddress)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Names.Id, task.Id.Value);
        writer.WriteString(Names.UserId, user.Subject);
        writer.WriteString(Names.Title, task.Title);
        writer.WriteString(Names.Description, task.Description);
        writer.WriteBoolean(Names.Completed, task.IsDone);
        WriteInstant(writer, Names.CompletedAt, task.CompletedAt);
        writer.WriteString(Names.Priority, task.Priority.Word());
        writer.WriteString(Names.DueDate, task.DueDate?.ToString());
        writer.WriteStartArray(Names.Tags);
        foreach (var tag in task.Tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
        writer.WriteNumber(Names.Order, task.Order);
        WriteInstant(writer, Names.CreatedAt, task.CreatedAt);
        WriteInstant(writer, Names.UpdatedAt, task.UpdatedAt);
        writer.WriteNumber(Names.Rev, task.Rev);
        WriteUrl(writer, task.Id, publicAddress);
        writer.WriteEndObject();
    }

    /// <summary>Renders tasks as JSON objects with commas between them: a block of a list.</summary>
    public static byte[] RenderBlock(IEnumerable<TaskItem> tasks, UserId user, string publicAddress)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        foreach (var task in tasks)
        {
            if (buffer.WrittenCount > 0)
            {
                buffer.Write(","u8);
            }

            Write(writer, task, user, publicAddress);
            writer.Flush();
            writer.Reset();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes rendered blocks as one array.</summary>
    public static void WriteBlocks(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyCollection<byte[]> blocks)
    {
        writer.WriteStartArray(name);
        foreach (var block in blocks)
        {
            // The commas within a block are its own; the writer puts those between blocks.
            writer.WriteRawValue(block, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    public static void WriteIds(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyCollection<TaskId> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteNumberValue(id.Value);
        }

        writer.WriteEndArray();
    }

    /// <summary>The task's absolute address, the same from whichever base it was read.</summary>
    public static string UrlOf(TaskId id, string publicAddress) => $"{publicAddress}/api/tasks/{id}";

    /// <summary>As <see cref="UrlOf"/>, but without a string where it is not very long.</summary>
    private static void WriteUrl(Utf8JsonWriter writer, TaskId id, string publicAddress)
    {
        Span<char> text = stackalloc char[UrlStackLengthMax];
        var isShort = text.TryWrite(
            CultureInfo.InvariantCulture, $"{publicAddress}/api/tasks/{id.Value}", out var length);
        writer.WriteString(Names.Url, isShort ? text[..length] : UrlOf(id, publicAddress));
    }

    private static void WriteInstant(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? instant)
    {
        if (instant is not { } at)
        {
            writer.WriteNull(name);
            return;
        }

        Span<char> text = stackalloc char[Instants.LengthMax];
        writer.WriteString(name, text[..Instants.Write(at, text)]);
    }

    /// <summary>The members' names, escaped once and not for each task.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
        public static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
        public static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
        public static readonly JsonEncodedText Completed = JsonEncodedText.Encode("completed");
        public static readonly JsonEncodedText CompletedAt = JsonEncodedText.Encode("completed_at");
        public static readonly JsonEncodedText Priority = JsonEncodedText.Encode("priority");
        public static readonly JsonEncodedText DueDate = JsonEncodedText.Encode("due_date");
        public static readonly JsonEncodedText Tags = JsonEncodedText.Encode("tags");
        public static readonly JsonEncodedText Order = JsonEncodedText.Encode("order");
        public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
        public static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updated_at");
        public static readonly JsonEncodedText Rev = JsonEncodedText.Encode("rev");
        public static readonly JsonEncodedText Url = JsonEncodedText.Encode("url");
    }
}
