using System.Text;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// A seeded fuzzer that knows the contract: requests that are right but for the parts that it changed, so that each
/// change gets as far in as it can.
/// </summary>
internal sealed class MutatedRequests(Random random, IReadOnlyList<FuzzedUser> users)
{
    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"];

    private static readonly string[] Segments =
    [
        "", "..", "%2e%2e", "%2F", "%00", "%zz", "1", "0", "-1", "007", "9223372036854775807", "99999999999999999999",
        "1e3", "tasks", "me", "complete", "batch", "changes", "events", "export", "import", "%F0%9F%8D%8E", "%C0%AF",
        "a;b", "%20", "~", "api",
    ];

    private static readonly string[] QueryPairs =
    [
        "since=-1", "since=99999999999999999999", "since=", "since=1&since=2", "limit=0", "limit=1001", "limit=x",
        "cursor=AAAA", "cursor=%00", "q=%", "q=%FF", "tag=%FF", "status=ALL", "sort=nothing", "sort=title&sort=order",
        "due_before=2026-02-30", "due_after=9999-12-31T23:59:59-14:00", "dry_run=1", "dry_run=true&dry_run=true",
        "=", "&&", "unknown=%F0%9F", "completed=maybe", "order=sideways", "q=" + "%F0%9F%8D%8E",
    ];

    private static readonly string[] Headers =
    [
        "If-Match: *", "If-Match: \"r1\"", "If-Match: \"r1\", \"r2\"", "If-Match: r1", "If-Match: W/\"r1\"",
        "If-Match: \"r99999999999999999999\"", "If-None-Match: *", "If-None-Match: \"r1\", W/\"r2\"",
        "If-None-Match: \"", "Idempotency-Key: fuzz-1", "Idempotency-Key: \"fuzz-2\"", "Idempotency-Key: ",
        "Idempotency-Key: \u00ff", "Idempotency-Key: a\r\nIdempotency-Key: b", "Last-Event-ID: 3", "Last-Event-ID: x",
        "Content-Encoding: gzip", "Expect: 100-continue", "Origin: http://localhost:3000", "Origin: null",
        "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https",
        "X-HTTP-Method-Override: DELETE", "Range: bytes=0-1", "Accept: application/xml", "Cookie: a=b",
        "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "TE: trailers", "traceparent: 00-zz", "Baggage: a=b",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Content-Language: tlh",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "2147483648", "9223372036854775808", "\"\"", "\" \"",
        "\"\\ud800\"", "\"\\u0000\"", "\"\u00ff\"", "[]", "{}", "[[]]", "[null]", "[\"a\",\"a\"]", "\"2026-02-30\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"none\"", "{\"a\":{\"a\":{}}}", "NaN",
        "\"$r0\"", "\"$\"", "12345678901234567890123456789012345678901234567890",
    ];

    private static readonly string[] Types =
    [
        "text/plain", "application/json; charset=utf-16", "application/xml", "*/*", ";", "application/json;;",
        "application/problem+json", "multipart/form-data; boundary=x", "APPLICATION/JSON", "",
    ];

    private readonly ValidRequests _valid = new(random);

    public (FuzzedUser User, FuzzedRequest Request) Next()
    {
        var user = users[random.Next(users.Count)];
        var request = _valid.Next(user);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            request = Changed(request, user);
        }

        return (user, request);
    }

    private FuzzedRequest Changed(FuzzedRequest request, FuzzedUser user) => random.Next(12) switch
    {
        0 => request with { Method = _valid.OneOf(Methods) },
        1 => request with { Path = ChangedPath(request.Path) },
        2 => request with { Path = $"/api/{users[random.Next(users.Count)].Name}/tasks" },
        3 => request with
        {
            Query = (request.Query.Length == 0 ? "?" : request.Query + "&") + _valid.OneOf(QueryPairs),
        },
        4 or 5 => request with { Headers = [.. request.Headers, _valid.OneOf(Headers)] },
        6 => request with { Token = ChangedToken(user.Token) },
        7 when request.Body is not null => request with { BodyType = _valid.OneOf(Types) },
        8 when request.Body is not null => request with { ChunkLength = random.Next(1, 40) },
        9 or 10 => request with { Body = ChangedJson(request.Body ?? "{}", user) },
        _ => request with { Body = ChangedBytes(request.Body ?? "") },
    };

    private string ChangedPath(string path)
    {
        var parts = path.Split('/').ToList();
        var at = random.Next(1, parts.Count);
        switch (random.Next(4))
        {
            case 0:
                parts[at] = _valid.OneOf(Segments);
                break;
            case 1:
                parts.Insert(at, _valid.OneOf(Segments));
                break;
            case 2:
                parts.RemoveAt(at);
                break;
            default:
                parts.Add(_valid.OneOf(Segments));
                break;
        }

        return parts.Count < 2 ? "/" : string.Join('/', parts);
    }

    /// <summary>Another user's never: that one is somebody's right.</summary>
    private string? ChangedToken(string token) => random.Next(5) switch
    {
        0 => null,
        1 => token[..random.Next(token.Length)],
        2 => token + "x",
        3 => token.Replace('.', ','),
        _ => "e30.e30.e30",
    };

    /// <summary>One value, member or bracket of the text is another, so that it mostly stays JSON.</summary>
    private string ChangedJson(string json, FuzzedUser user)
    {
        var colons = Enumerable.Range(0, json.Length).Where(at => json[at] == ':').ToList();
        if (colons.Count == 0)
        {
            return _valid.OneOf(Values);
        }

        var colon = colons[random.Next(colons.Count)];
        var end = json.IndexOfAny([',', '}', ']'], colon);
        end = end < 0 ? json.Length : end;
        return random.Next(6) switch
        {
            0 => json[..colon] + json[end..],
            1 => json[..(colon + 1)] + new string('[', random.Next(1, 300)) + json[end..],
            2 => json[..(colon + 1)] + "\"" + user.Canary + new string('x', random.Next(5_000)) + "\"" + json[end..],
            3 => json[..end] + "," + json[end..],
            4 => $"{{\"operations\":[{json},{json}]}}",
            _ => json[..(colon + 1)] + _valid.OneOf(Values) + json[end..],
        };
    }

    private string ChangedBytes(string text)
    {
        var bytes = new StringBuilder(text);
        for (var damages = random.Next(1, 4); damages > 0; damages--)
        {
            var place = random.Next(bytes.Length + 1);
            _ = place == bytes.Length || random.Next(2) == 0
                ? bytes.Insert(place, (char)random.Next(256))
                : bytes.Remove(place, 1);
        }

        return bytes.ToString();
    }
}
