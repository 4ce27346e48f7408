using System.Buffers;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Limits;

/// <summary>A request's whole body in one piece of rented memory.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>How much of a large body is counted at a time, as it comes.</summary>
    private const int Step = 256 * 1_024;

    private static readonly RequestBody Empty = new([], 0);

    private byte[] _rented;

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        Length = length;
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, Length);

    /// <summary>Reads to the end, or says why not: it is larger than this request may send, or too many are.</summary>
    public static ValueTask<(RequestBody? Body, Problem? Problem)> ReadAsync(HttpContext context)
    {
        var bytesMax = BodyLimit.Of(context).BytesMax;
        var announced = context.Request.ContentLength;
        if (announced == 0)
        {
            return new((Empty, null));
        }

        if (announced > bytesMax)
        {
            return new((null, RequestProblems.BodyTooLarge(bytesMax)));
        }

        if ((announced ?? bytesMax) > LargeTransfers.SmallBytesMax)
        {
            LargeTransfers.HurryBody(context);
        }

        return ReadAsync(context, bytesMax);
    }

    private static async ValueTask<(RequestBody? Body, Problem? Problem)> ReadAsync(HttpContext context, int bytesMax)
    {
        var reader = context.Request.BodyReader;
        var counted = (long)LargeTransfers.SmallBytesMax;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var problem = read.Buffer.Length > bytesMax ? RequestProblems.BodyTooLarge(bytesMax)
                : !TryCount(context, read.Buffer.Length, ref counted) ? RequestProblems.TooMuchUnderWay
                : null;
            if (problem is null && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = problem is null ? Copy(read.Buffer) : null;
            reader.AdvanceTo(read.Buffer.End);
            return (body, problem);
        }
    }

    private static bool TryCount(HttpContext context, long length, ref long counted)
    {
        while (length > counted)
        {
            if (!LargeTransfers.Of(context).TryHold(context, Step))
            {
                return false;
            }

            counted += Step;
        }

        return true;
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
