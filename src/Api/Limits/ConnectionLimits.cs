using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TaskActors.Api.Limits;

/// <summary>What one connection may cost, and how many there may be: the bounds on who only sits there.</summary>
internal sealed class ConnectionLimits
{
    /// <summary>More than any client needs that is not a stream, far fewer than a server's memory can hold.</summary>
    public const int CountByDefault = 16_384;

    // What the process itself has open: the database, its readers, sockets to other nodes.
    private const int FilesOfOurOwn = 512;

    // Each connection that sends without being listened to holds so much; a head of 64 KiB must fit.
    private const int ReceivedBytesMax = 128 * 1_024;

    private const int HeadBytesMax = 64 * 1_024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Null for any number.</summary>
    public long? Count { get; set; } = CountFor(OpenFiles.Max);

    /// <summary>Longer than the one or two minutes of proxies, so that none sends into a closed one.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>A head is one or two packets; who takes longer is far away, or wants to occupy a connection.</summary>
    public TimeSpan Head { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Slower than any modem, faster than who sends a byte now and then; 0 for any pace.</summary>
    public int BytesPerSecondMin { get; set; } = 240;

    /// <summary>
    /// A connection beyond what the system allows the process cannot even be refused, and what else is opened fails
    /// too: there must be room left.
    /// </summary>
    public static long CountFor(long filesMax) =>
        Math.Min(CountByDefault, Math.Max(filesMax - FilesOfOurOwn, filesMax / 2));

    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = Count;
        limits.KeepAliveTimeout = KeepAlive;
        limits.RequestHeadersTimeout = Head;
        limits.MaxRequestHeadersTotalSize = HeadBytesMax;
        limits.MaxRequestBufferSize = ReceivedBytesMax;
        var rate = BytesPerSecondMin == 0 ? null : new MinDataRate(BytesPerSecondMin, Grace);
        limits.MinRequestBodyDataRate = rate;
        limits.MinResponseDataRate = rate;
    }
}
