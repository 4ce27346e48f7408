using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// A connection that sends what it is given, byte for byte, from an address of its own choice within 127.0.0.0/8, so
/// that abusers and good users are told apart as they would be in the world.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    /// <summary>Where those come from who mean no harm.</summary>
    public static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    private readonly NetworkStream _stream;
    private readonly AnswerReader _answers;

    private RawConnection(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _answers = new AnswerReader(_stream);
    }

    public static async Task<RawConnection> OpenAsync(
        Uri server, IPAddress? from = null, int receiveBuffer = 0, CancellationToken cancellation = default)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (receiveBuffer > 0)
            {
                // What the system holds for a reader is not the server's to bound.
                socket.ReceiveBufferSize = receiveBuffer;
            }

            if (from is not null)
            {
                socket.Bind(new IPEndPoint(from, 0));
            }

            await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellation);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends text whose characters are the bytes.</summary>
    public ValueTask SendAsync(string text, CancellationToken cancellation = default) =>
        _stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) =>
        _stream.WriteAsync(bytes, cancellation);

    /// <summary>Fills the buffer with what comes next.</summary>
    public ValueTask ReadAsync(Memory<byte> buffer, CancellationToken cancellation = default) =>
        _stream.ReadExactlyAsync(buffer, cancellation);

    /// <summary>The next answer; null where the connection ended, politely or not, without a whole one.</summary>
    public async Task<WireAnswer?> AnswerAsync(bool isToHead = false, CancellationToken cancellation = default)
    {
        try
        {
            return await _answers.NextAsync(isToHead, cancellation);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends a request, and reads its answer.</summary>
    public async Task<WireAnswer?> AskAsync(string request, CancellationToken cancellation = default)
    {
        try
        {
            await SendAsync(request, cancellation);
        }
        catch (IOException)
        {
            // The server may have answered and gone before it had everything.
        }

        return await AnswerAsync(request.StartsWith("HEAD ", StringComparison.Ordinal), cancellation);
    }

    public void Dispose() => _stream.Dispose();
}
