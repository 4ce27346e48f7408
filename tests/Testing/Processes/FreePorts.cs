using System.Net;
using System.Net.Sockets;

namespace TaskActors.Testing.Processes;

/// <summary>Ports for programs that must be told where to listen before they start.</summary>
/// <remarks>
/// Below those that systems give to outgoing connections, one of which could take it before the program that it is for
/// listens, or while that one is restarted.
/// </remarks>
public static class FreePorts
{
    private const int Min = 20_000;
    private const int Count = 10_000;

    // Two runs at once begin in different places.
    private static int _next = Environment.ProcessId * 97 % Count;

    private const int TriesMax = 5;

    /// <summary>A port that is free now as the value of a setting.</summary>
    public static string Setting(string name) => $"{name}={Take()}";

    /// <summary>
    /// Starts what takes its ports anew at each try, until no other process has taken one meanwhile.
    /// </summary>
    public static async Task StartAsync(Func<Task> start)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await start();
                return;
            }
            catch (InvalidOperationException ended)
                when (tries < TriesMax && ended.Message.Contains("is in use", StringComparison.Ordinal))
            {
                // Another one is taken.
            }
        }
    }

    /// <summary>One on loopback at which nobody listens now; each call gives another.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Min + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else listens there.
            }
        }
    }
}
