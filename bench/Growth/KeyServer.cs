using System.Net;
using System.Text;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Growth;

/// <summary>Publishes one key set on loopback, as the frontend does.</summary>
internal sealed class KeyServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _keys;

    public KeyServer(string jwk)
    {
        _keys = Encoding.UTF8.GetBytes($"{{\"keys\":[{jwk}]}}");
        Address = $"http://127.0.0.1:{FreePorts.Take()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(_keys);
                context.Response.Close();
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
