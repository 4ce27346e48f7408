using System.Text;

namespace TaskActors.Tests.Signals;

/// <summary>A protobuf message as its fields by number: as much of the format as a receiver needs.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly ILookup<int, ReadOnlyMemory<byte>> _fields;

    public ProtobufMessage(ReadOnlyMemory<byte> bytes) =>
        _fields = Read(bytes).ToLookup(field => field.Number, field => field.Value);

    public IEnumerable<ProtobufMessage> Messages(int field) =>
        _fields[field].Select(value => new ProtobufMessage(value));

    public string Text(int field) => Encoding.UTF8.GetString(_fields[field].FirstOrDefault().Span);

    public string Hex(int field) => Convert.ToHexStringLower(_fields[field].FirstOrDefault().Span);

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> Read(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var key = ReadVarint(bytes.Span, ref at);
            var begin = at;
            var length = (int)(key & 7) switch
            {
                Varint => LengthOfVarint(bytes.Span, begin),
                Fixed64 => sizeof(long),
                Fixed32 => sizeof(int),
                Bytes => (int)ReadVarint(bytes.Span, ref at),
                var other => throw new FormatException($"Wire type {other} is not in use any more."),
            };
            yield return ((int)(key >> 3), bytes.Slice(at, length));
            at += length;
        }
    }

    private static int LengthOfVarint(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at;
        ReadVarint(bytes, ref end);
        return end - at;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
