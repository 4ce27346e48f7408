using System.Buffers;
using System.Text.Json;

namespace TaskActors;

/// <summary>
/// A block's tasks as JSON objects with commas between them, and where each of them ends: the next rendering takes over
/// what has not changed.
/// </summary>
internal sealed class BlockRendering
{
    private readonly int[] _ends;

    private BlockRendering(string publicAddress, byte[] json, int[] ends)
    {
        PublicAddress = publicAddress;
        Json = json;
        _ends = ends;
    }

    /// <summary>What every <c>url</c> in it begins with.</summary>
    public string PublicAddress { get; }

    public byte[] Json { get; }

    /// <summary>How many tasks were rendered.</summary>
    public int Length => _ends.Length;

    public static BlockRendering Of(
        ReadOnlySpan<TaskItem> tasks, UserId user, string publicAddress, ChangedRendering? before)
    {
        // What was rendered for another address has other links in it.
        var kept = before?.Rendering.PublicAddress == publicAddress ? before : null;
        var scratch = Scratch.Take();
        var ends = new int[tasks.Length];
        for (var at = 0; at < tasks.Length; at++)
        {
            if (at > 0)
            {
                scratch.Bytes.Write(","u8);
            }

            if (kept is not null && kept.Has(at))
            {
                scratch.Bytes.Write(kept.Rendering.TaskAt(at));
            }
            else
            {
                scratch.Write(tasks[at], user, publicAddress);
            }

            ends[at] = scratch.Bytes.WrittenCount;
        }

        return new BlockRendering(publicAddress, scratch.Bytes.WrittenSpan.ToArray(), ends);
    }

    private ReadOnlySpan<byte> TaskAt(int at)
    {
        // Behind the comma after the one before.
        var begin = at == 0 ? 0 : _ends[at - 1] + 1;
        return Json.AsSpan(begin, _ends[at] - begin);
    }

    /// <summary>A writer over memory that each thread uses again: a rendering costs its bytes, no more.</summary>
    private sealed class Scratch
    {
        private const int BytesKept = 128 * 1_024;

        [ThreadStatic]
        private static Scratch? _ofThread;

        private Scratch() => Writer = new Utf8JsonWriter(Bytes, TaskJson.WriterOptions);

        public ArrayBufferWriter<byte> Bytes { get; } = new(4_096);

        private Utf8JsonWriter Writer { get; }

        public static Scratch Take()
        {
            if (_ofThread is not { } scratch || scratch.Bytes.Capacity > BytesKept)
            {
                _ofThread = scratch = new Scratch();
            }

            scratch.Bytes.ResetWrittenCount();
            return scratch;
        }

        public void Write(TaskItem task, UserId user, string publicAddress)
        {
            Writer.Reset();
            TaskJson.Write(Writer, task, user, publicAddress);
            Writer.Flush();
        }
    }
}

/// <summary>The rendering of an earlier block, and which of its tasks are others now.</summary>
/// <param name="Rendering">As it was.</param>
/// <param name="Changes">A bit for each place whose task has changed since.</param>
internal sealed record ChangedRendering(BlockRendering Rendering, ulong Changes)
{
    public bool Has(int at) => at < Rendering.Length && (Changes >> at & 1) == 0;

    public ChangedRendering With(int at) => this with { Changes = Changes | (1UL << at) };
}
