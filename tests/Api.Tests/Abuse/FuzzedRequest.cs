using System.Text;

namespace TaskActors.Tests.Abuse;

/// <summary>A request in its parts, each of which can be made wrong by itself. Characters are bytes.</summary>
internal sealed record FuzzedRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public string Query { get; init; } = "";

    /// <summary>None for a request without a token.</summary>
    public string? Token { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];

    public string? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    /// <summary>Sends the body in chunks of this size; 0 sends it whole.</summary>
    public int ChunkLength { get; init; }

    public bool IsHead => Method == "HEAD";

    public string ToText(string host)
    {
        var text = new StringBuilder($"{Method} {Path}{Query} HTTP/1.1\r\nHost: {host}\r\n");
        if (Token is not null)
        {
            text.Append("Authorization: Bearer ").Append(Token).Append("\r\n");
        }

        foreach (var header in Headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (Body is null)
        {
            return text.Append("\r\n").ToString();
        }

        text.Append("Content-Type: ").Append(BodyType).Append("\r\n");
        return (ChunkLength > 0 ? AppendChunks(text) : AppendWhole(text)).ToString();
    }

    private StringBuilder AppendWhole(StringBuilder text) =>
        text.Append("Content-Length: ").Append(Body!.Length).Append("\r\n\r\n").Append(Body);

    private StringBuilder AppendChunks(StringBuilder text)
    {
        text.Append("Transfer-Encoding: chunked\r\n\r\n");
        foreach (var chunk in Body!.Chunk(ChunkLength))
        {
            text.Append($"{chunk.Length:x}\r\n").Append(chunk).Append("\r\n");
        }

        return text.Append("0\r\n\r\n");
    }
}
