using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TaskActors.Tests.Serving;

/// <summary>Sends requests byte for byte, where a client library would tidy them up.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A request without a body.</summary>
    public static Task<RawAnswer> AskAsync(Uri server, string method, string target, string? token) => SendAsync(
        server,
        $"{method} {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n"
            + (token is null ? "\r\n" : $"Authorization: Bearer {token}\r\n\r\n"));

    /// <summary>The answer; of status 0 where the connection ended, or patience did, without one.</summary>
    public static async Task<RawAnswer> SendAsync(Uri server, string request, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, patience.Token);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (OperationCanceledException) when (within is not null)
        {
            // The server waits for more, and the test does not.
        }
        catch (IOException)
        {
            // The server may reset a connection whose rest it does not want, with or without an answer before.
        }

        return RawAnswer.Parse(Encoding.UTF8.GetString(answer.ToArray()));
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var status = head.Length == 0 ? 0 : int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture);
        return new RawAnswer(status, head, end < 0 ? "" : text[(end + 4)..]);
    }
}
