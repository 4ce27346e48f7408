using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskActors;

/// <summary>The only renderer of tasks: UTF-8 JSON, <c>snake_case</c>, instants RFC 3339 in UTC.</summary>
public static class TaskJson
{
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
        writer.WriteNumber("id"u8, task.Id.Value);
        writer.WriteString("user_id"u8, user.Subject);
        writer.WriteString("title"u8, task.Title);
        writer.WriteString("description"u8, task.Description);
        writer.WriteBoolean("completed"u8, task.IsDone);
        WriteInstant(writer, "completed_at"u8, task.CompletedAt);
        writer.WriteString("priority"u8, task.Priority.Word());
        writer.WriteString("due_date"u8, task.DueDate?.ToString());
        writer.WriteStartArray("tags"u8);
        foreach (var tag in task.Tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
        writer.WriteNumber("order"u8, task.Order);
        WriteInstant(writer, "created_at"u8, task.CreatedAt);
        WriteInstant(writer, "updated_at"u8, task.UpdatedAt);
        writer.WriteNumber("rev"u8, task.Rev);
        writer.WriteString("url"u8, UrlOf(task.Id, publicAddress));
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

    private static void WriteInstant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        if (instant is not { } at)
        {
            writer.WriteNull(name);
            return;
        }

        Span<char> text = stackalloc char[Instants.LengthMax];
        writer.WriteString(name, text[..Instants.Write(at, text)]);
    }
}
