using System.Net;
using System.Net.Sockets;

namespace TaskActors.Tests.Survival.Grounds;

/// <summary>
/// Stands between our server and PostgreSQL, and cuts a connection at the worst moment: the database has committed and
/// said so, and nobody hears it.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    // As the server's CommandComplete message has it.
    private static readonly byte[] Committed = [.. "COMMIT"u8, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Task _accepting;
    private int _wanted;
    private int _cuts;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many commits went unheard.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The next commit, on whichever connection, goes unheard.</summary>
    public void CutOnce() => Volatile.Write(ref _wanted, 1);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                (client.NoDelay, server.NoDelay) = (true, true);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var asked = PumpAsync(client, server, mayCut: false, ended.Token);
                var answered = PumpAsync(server, client, mayCut: true, ended.Token);
                await Task.WhenAny(asked, answered);
                await ended.CancelAsync();
                await Task.WhenAll(asked, answered);
            }
            catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
            {
                // One end is gone: so is the other.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool mayCut, CancellationToken stop)
    {
        var buffer = new byte[16_384];
        while (await from.GetStream().ReadAsync(buffer, stop) is var length and > 0)
        {
            if (mayCut && buffer.AsSpan(0, length).IndexOf(Committed) >= 0
                && Interlocked.Exchange(ref _wanted, 0) == 1)
            {
                Interlocked.Increment(ref _cuts);
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), stop);
        }
    }
}
