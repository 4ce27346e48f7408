using System.Buffers;

namespace TaskActors.Api.Limits;

/// <summary>A request's whole body in one piece of rented memory.</summary>
internal sealed class RequestBody : IDisposable
{
    private static readonly RequestBody Empty = new([], 0);

    private byte[] _rented;

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        Length = length;
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, Length);

    /// <summary>Reads to the end, or returns null when the body is larger than this request may send.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpContext context)
    {
        var bytesMax = BodyLimit.Of(context).BytesMax;
        switch (context.Request.ContentLength)
        {
            case 0:
                return Empty;
            case { } announced when announced > bytesMax:
                return null;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var isTooLarge = read.Buffer.Length > bytesMax;
            if (!isTooLarge && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = isTooLarge ? null : Copy(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }

    public void Dispose()
    {
        if (_rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = [];
            Length = 0;
        }
    }

    private static RequestBody Copy(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Empty;
        }

        var length = (int)bytes.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        bytes.CopyTo(rented);
        return new RequestBody(rented, length);
    }
}
