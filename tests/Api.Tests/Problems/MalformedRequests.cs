using System.Text;

namespace TaskActors.Tests.Problems;

/// <summary>
/// Generates requests that nobody should send, as text whose characters are the bytes: each kind is wrong in another
/// part, so that the others are right often enough for the request to get there.
/// </summary>
internal sealed class MalformedRequests(Uri server, string token, int seed)
{
    /// <summary>Ends most bodies that were announced longer than they are.</summary>
    private const string Padding = "\r\n0\r\n\r\n                ";

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "G(T"];

    private static readonly string[] WritingMethods = ["POST", "PUT", "PATCH"];

    private static readonly string[] PathPieces =
    [
        "/api", "/me", "/tasks", "/alice", "/1", "/0", "/complete", "//", "/..", "/%2e", "/%2F", "/%zz", "/%C0%AF",
        "/%00", "\\", "/", ";", "/\u00fc", "/batch", "/import", "/export", "/changes", "/events",
        "/99999999999999999999", "/-1", "/1e3", "/0x1", "/%31", "/%FF%FE", "/%",
        "/+1", "/9223372036854775807", "/1%20", "/%ED%A0%80", "/%F0%9F%8D%8E",
    ];

    private static readonly string[] QueryPieces =
    [
        "?", "&", "=", "status=", "limit=5", "limit=99999999999", "cursor=AA", "cursor=%00", "q=%", "sort=-", "tag=%FF",
        "due_before=0", "due_after=2026-13-45", "%", "+", "#", "order=desc", "completed=TRUE", "priority=\u00ff",
        "sort=title&sort=order", "since=1", "since=", "dry_run=true",
    ];

    private static readonly string[] HeaderPieces =
    [
        "If-Match: *", "If-Match: \"r1\"", "If-Match: \"", "If-Match: \"r99999999999999999999\"", "If-None-Match: W/",
        "If-None-Match: \"\u0001\"", "Content-Type: application/json", "Content-Type: ;;", "Content-Type: text/plain",
        "Content-Type: application/merge-patch+json; charset=x", "Content-Type: application/json; charset=utf-16",
        "Content-Encoding: br", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: 7",
        "Content-Length: -1", "Content-Length: 1\r\nContent-Length: 2", "Expect: 100-continue", "Expect: coffee",
        "Origin: null", "Origin: \u00ff", "X-Forwarded-Host: a b", "Range: bytes=0-1", "Cookie: a=b",
        "Accept: text/html", "Accept: \u0000", ": x", "Bad Header: x", "Folded: a\r\n b", "Upgrade: h2c",
        "Connection: Upgrade, HTTP2-Settings", "Idempotency-Key: k", "Idempotency-Key: \"",
        "Access-Control-Request-Method: GET", "Host: another",
        "Access-Control-Request-Headers: \u0001", "Authorization: Basic YTpi", "Authorization: Bearer",
    ];

    private static readonly string[] BodyPieces =
    [
        "{", "}", "\"title\"", ":", "\"x\"", "[", "null", "\u00ff", "\\ud800", "7\r\n", "0\r\n\r\n",
        "{\"title\":\"x\"}", "ffffffff\r\n", ",", "1e999", "\u00ef\u00bb\u00bf", "\u0000", "\"\\u0000\"", "//", "NaN",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e400", "9223372036854775808", "\"\"", "\" \"", "\"\\ud800\"", "\"\u00ff\"", "[]", "{}",
        "[[]]", "\"2026-02-30\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"\\u0000\"",
        "[null]", "[\"a\",\"a\"]", "0.5", "\"none\"", "\"\u00c3\u00a9\"",
    ];

    private static readonly string[] Members =
        ["title", "description", "completed", "priority", "due_date", "tags", "order", "id", "rev", "\\u0074itle", ""];

    private readonly Random _random = new(seed);

    /// <summary>One after the other in a fixed order of kinds.</summary>
    public IEnumerable<string> Take(int count)
    {
        for (var number = 0; number < count; number++)
        {
            yield return (number % 4) switch
            {
                0 => Request("/api/tasks/1", Headers(3), Pieces(BodyPieces, 5)),
                1 => Request("/api" + Pieces(PathPieces, 4) + Pieces(QueryPieces, 4), Headers(2), ""),
                2 => WithBody(Body()),
                _ => WithBody("{\"title\":\"x\"}", _random.GetItems(HeaderPieces, 1)),
            };
        }
    }

    /// <summary>Right but for its body and perhaps a header.</summary>
    private string WithBody(string body, params string[] headers)
    {
        var method = _random.GetItems(WritingMethods, 1)[0];
        var path = method == "POST" ? "/api/tasks" : _random.Next(3) == 0 ? "/api/tasks/1/complete" : "/api/tasks/1";
        var head = $"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n";
        return head + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body;
    }

    private string Request(string target, string headers, string body)
    {
        var request = new StringBuilder($"{_random.GetItems(Methods, 1)[0]} {target} HTTP/1.1\r\n")
            .Append($"Host: {server.Authority}\r\nConnection: close\r\n")
            .Append(_random.Next(8) > 0 ? $"Authorization: Bearer {token}\r\n" : "")
            .Append(headers)
            .Append(_random.Next(2) == 0 ? $"Content-Length: {body.Length}\r\n" : "");
        return request.Append("\r\n").Append(body).Append(Padding).ToString();
    }

    private string Body() => _random.Next(6) switch
    {
        0 => Damaged("{\"title\":\"milk\",\"tags\":[\"home\"],\"due_date\":\"2026-12-01\",\"order\":7}"),
        1 => Nested(_random.Next(1, 5_000)),
        2 => "{\"title\":\"" + new string('x', _random.Next(190, 70_000)) + "\"}",
        3 => Pieces(BodyPieces, 12),
        _ => $"{{\"title\":\"x\",{string.Join(',', Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Member()))}}}",
    };

    private string Member() => $"\"{_random.GetItems(Members, 1)[0]}\":{_random.GetItems(Values, 1)[0]}";

    private string Nested(int depth) => _random.Next(3) switch
    {
        0 => new string('[', depth),
        1 => "{\"title\":" + new string('[', depth) + new string(']', depth) + "}",
        _ => string.Concat(Enumerable.Repeat("{\"title\":", depth)),
    };

    /// <summary>Some bytes changed, doubled or left out.</summary>
    private string Damaged(string text)
    {
        var bytes = new StringBuilder(text);
        for (var damages = _random.Next(1, 6); damages > 0; damages--)
        {
            var place = _random.Next(bytes.Length);
            _ = _random.Next(3) switch
            {
                0 => bytes.Remove(place, 1),
                1 => bytes.Insert(place, bytes[place]),
                _ => bytes.Remove(place, 1).Insert(place, (char)_random.Next(256)),
            };
        }

        return bytes.ToString();
    }

    private string Headers(int max) => string.Concat(
        _random.GetItems(HeaderPieces, _random.Next(max + 1)).Select(header => header + "\r\n"));

    private string Pieces(string[] pieces, int max) =>
        string.Concat(_random.GetItems(pieces, _random.Next(max + 1)));
}
