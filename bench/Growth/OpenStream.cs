using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace TaskActors.Bench.Growth;

/// <summary>One open stream, on a socket of its own: it only notes when the next event came.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly TcpClient _socket;
    private readonly byte[] _buffer = new byte[2_048];

    private OpenStream(TcpClient socket) => _socket = socket;

    public static async Task<OpenStream> OpenAsync(Uri server, string token)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        var stream = new OpenStream(socket);
        var request =
            $"GET /api/tasks/events HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        await stream.WaitForAsync("event: hello");
        return stream;
    }

    /// <returns>When it came, as <see cref="Stopwatch.GetTimestamp"/> counts.</returns>
    public async Task<long> NextChangeAsync()
    {
        await WaitForAsync("event: change");
        return Stopwatch.GetTimestamp();
    }

    public void Dispose() => _socket.Dispose();

    private async Task WaitForAsync(string mark)
    {
        // What was read since the last mark; events here are far smaller than the buffer.
        var text = "";
        while (!text.Contains(mark, StringComparison.Ordinal))
        {
            var count = await _socket.GetStream().ReadAsync(_buffer);
            text += count == 0
                ? throw new InvalidOperationException($"A stream ended: {text}")
                : Encoding.ASCII.GetString(_buffer, 0, count);
        }
    }
}
