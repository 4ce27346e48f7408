using System.Buffers;
using System.Globalization;
using System.Text;

namespace TaskActors.Tests.Abuse;

/// <summary>An answer as it came over a connection that is used again.</summary>
internal sealed record WireAnswer(int Status, string Head, byte[] Body, bool IsLast)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Header(string name)
    {
        foreach (var line in Head.Split("\r\n"))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return "";
    }
}

/// <summary>Reads answers of HTTP/1.1 off a connection one after the other, and no byte beyond.</summary>
internal sealed class AnswerReader(Stream stream)
{
    private const int HeadBytesMax = 64 * 1_024;

    private byte[] _bytes = new byte[16 * 1_024];
    private int _from;
    private int _to;

    /// <summary>The next answer; null where the connection ended. A stream of events is only its head.</summary>
    public async ValueTask<WireAnswer?> NextAsync(bool isToHead, CancellationToken cancellation)
    {
        var head = await HeadAsync(cancellation);
        if (head is null)
        {
            return null;
        }

        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status == 100)
        {
            return await NextAsync(isToHead, cancellation);
        }

        var answer = new WireAnswer(status, head, [], IsLast: false);
        var isStream = answer.Header("Content-Type").StartsWith("text/event-stream", StringComparison.Ordinal);
        var hasBody = !isToHead && status is not (204 or 304) && !isStream;
        var body = !hasBody ? []
            : answer.Header("Transfer-Encoding") == "chunked" ? await ChunksAsync(cancellation)
            : await TakeAsync(int.Parse(answer.Header("Content-Length"), CultureInfo.InvariantCulture), cancellation);
        return body is null ? null : answer with
        {
            Body = body,
            IsLast = (isStream && !isToHead) || answer.Header("Connection") == "close",
        };
    }

    private async ValueTask<string?> HeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _bytes.AsSpan(_from, _to - _from).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.Latin1.GetString(_bytes, _from, end);
                _from += end + 4;
                return head;
            }

            if (_to - _from > HeadBytesMax || !await FillAsync(cancellation))
            {
                return null;
            }
        }
    }

    private async ValueTask<byte[]?> ChunksAsync(CancellationToken cancellation)
    {
        var whole = new ArrayBufferWriter<byte>();
        while (true)
        {
            var line = await LineAsync(cancellation);
            if (line is null)
            {
                return null;
            }

            var length = int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await TakeAsync(length + 2, cancellation);
            if (chunk is null || length == 0)
            {
                return chunk is null ? null : whole.WrittenSpan.ToArray();
            }

            whole.Write(chunk.AsSpan(0, length));
        }
    }

    private async ValueTask<string?> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _bytes.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_bytes, _from, end);
                _from += end + 2;
                return line;
            }

            if (!await FillAsync(cancellation))
            {
                return null;
            }
        }
    }

    private async ValueTask<byte[]?> TakeAsync(int length, CancellationToken cancellation)
    {
        while (_to - _from < length)
        {
            if (!await FillAsync(cancellation))
            {
                return null;
            }
        }

        var taken = _bytes.AsSpan(_from, length).ToArray();
        _from += length;
        return taken;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_from > 0)
        {
            _bytes.AsSpan(_from, _to - _from).CopyTo(_bytes);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var read = await stream.ReadAsync(_bytes.AsMemory(_to), cancellation);
        _to += read;
        return read > 0;
    }
}
