using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using TaskActors.Api.Settings;
using TaskActors.Api.Watching;

namespace TaskActors.Api.CommandLine;

/// <summary>Shows what a running server does, once a second.</summary>
internal static class TopCommand
{
    public const string Name = "top";

    private const string ClearScreen = "\e[H\e[J";

    private static readonly Option<bool> Once = new("--once") { Description = "Show one second and end" };

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Shows what the server of these settings does, once a second: requests, writes, commits, flushes, what "
            + "waits, actors and streams. It must run on the same machine, as the same user. Ctrl+C ends it. Exit code "
            + "0: it was shown; 1: no server can be watched.")
        {
            Once,
        };
        command.SetAction((parsed, cancellation) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => ShowAsync(parsed, cancellation)));
        return command;
    }

    private static async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var values = SettingsCatalogue.Read();
        var path = WatchSocket.PathOf(StorageAddress.From(values));
        using var socket = await ConnectAsync(path, cancellation);
        using var reader = new StreamReader(new NetworkStream(socket));
        var output = parsed.InvocationConfiguration.Output;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            var frame = JsonSerializer.Deserialize<Frame>(line)
                ?? throw new SetupException("The server speaks another language: is it of the same version?");
            await output.WriteAsync((Console.IsOutputRedirected ? "" : ClearScreen) + FrameText.Render(frame));
            await output.FlushAsync(cancellation);
            if (parsed.GetValue(Once))
            {
                return;
            }
        }
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = WatchSocket.Create();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return socket;
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new SetupException($"No server can be watched at '{path}': {error.Message}", error);
        }
    }
}
