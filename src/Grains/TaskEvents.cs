using System.Buffers;
using System.Text.Json;

namespace TaskActors;

/// <summary>Renders live events.</summary>
internal static class TaskEvents
{
    /// <summary>Larger events are replaced by a reset: a stream must not hold up a connection.</summary>
    private const int BytesMax = 256 * 1_024;

    public static TaskEvent Heartbeat { get; } = new() { Kind = TaskEventKind.Heartbeat };

    /// <param name="rev">The revision that the client has.</param>
    /// <param name="current">The revision of the list.</param>
    public static TaskEvent Hello(long rev, long current) =>
        new() { Kind = TaskEventKind.Hello, Rev = rev, Data = RevAlone(current) };

    public static TaskEvent Refused(TaskError error) => new() { Kind = TaskEventKind.Refused, Error = error };

    /// <summary>Everything that a client missed, as one change; or a reset when it is not known.</summary>
    public static TaskEvent CatchUp(TaskList list, long since, string publicAddress)
    {
        var changes = list.Since(since, publicAddress);
        return changes.IsReset ? Reset(list.Rev) : Change(changes.Rev, changes.Blocks, changes.Deleted);
    }

    public static TaskEvent Change(Revision revision, UserId user, string publicAddress)
    {
        byte[][] blocks = revision.Saved.IsEmpty ? [] : [TaskJson.RenderBlock(revision.Saved, user, publicAddress)];
        return Change(revision.Rev, blocks, revision.Removed);
    }

    private static TaskEvent Change(long rev, IReadOnlyCollection<byte[]> blocks, IReadOnlyCollection<TaskId> deleted)
    {
        if (blocks.Sum(block => (long)block.Length) > BytesMax)
        {
            return Reset(rev);
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, TaskJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("rev"u8, rev);
        TaskJson.WriteBlocks(writer, "tasks"u8, blocks);
        TaskJson.WriteIds(writer, "deleted"u8, deleted);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenCount > BytesMax
            ? Reset(rev)
            : new TaskEvent { Kind = TaskEventKind.Change, Rev = rev, Data = buffer.WrittenSpan.ToArray() };
    }

    private static TaskEvent Reset(long rev) =>
        new() { Kind = TaskEventKind.Reset, Rev = rev, Data = RevAlone(rev) };

    private static byte[] RevAlone(long rev) => JsonSerializer.SerializeToUtf8Bytes(new { rev });
}
