using System.Collections.Concurrent;
using System.Text;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Problems;

/// <summary>
/// Requests that nobody should send, by the thousand: none may be a 500, and the server stays as it was.
/// </summary>
[Collection(ApiTests.Name)]
public sealed class MalformedRequestsTests(ApiServer server)
{
    private const int Requests = 5_000;

    /// <summary>Where more was announced than is sent, the server waits for it, and the test does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Ends most bodies that were announced longer than they are.</summary>
    private const string Padding = "\r\n0\r\n\r\n                ";

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "G(T"];

    private static readonly string[] PathPieces =
    [
        "/api", "/me", "/tasks", "/alice", "/1", "/0", "/complete", "//", "/..", "/%2e", "/%2F", "/%zz", "/%C0%AF",
        "/%00", "\\", "/", ";", "/ü", "/batch", "/import", "/export", "/changes",
    ];

    private static readonly string[] QueryPieces =
    [
        "?", "&", "=", "status=", "limit=5", "cursor=AA", "q=%", "sort=-", "tag=%FF", "due_before=0", "%", "+", "#",
        "order=desc", "since=1", "since=", "dry_run=true",
    ];

    private static readonly string[] HeaderPieces =
    [
        "If-Match: *", "If-Match: \"r1\"", "If-Match: \"", "If-None-Match: W/", "Content-Type: application/json",
        "Content-Type: ;;", "Content-Type: application/merge-patch+json; charset=x", "Content-Encoding: br",
        "Transfer-Encoding: chunked", "Content-Length: 7", "Content-Length: -1", "Expect: 100-continue", "Origin: null",
        "X-Forwarded-Host: a b", "Range: bytes=0-1", "Cookie: a=b", "Accept: text/html", ": x", "Bad Header: x",
        "Idempotency-Key: k", "Idempotency-Key: \"", "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: \u0001",
    ];

    private static readonly string[] BodyPieces =
    [
        "{", "}", "\"title\"", ":", "\"x\"", "[", "null", "\u00ff", "\\ud800", "7\r\n", "0\r\n\r\n",
        "{\"title\":\"x\"}", "{\"operations\":[{\"op\":\"delete\",\"id\":1}]}", "ffffffff\r\n",
    ];

    [Fact]
    public async Task No_malformed_request_is_a_500_and_nothing_is_lost()
    {
        var user = ApiServer.NewUser();
        using var bystander = server.ClientOfNewUser("bystander");
        await bystander.AddAsync("""{"title": "stays"}""");
        var statuses = new ConcurrentDictionary<int, int>();
        var generated = Generate(new Random(4_711), ApiServer.TokenFor(user)).ToList();

        await Parallel.ForEachAsync(generated, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            var answer = await RawHttp.SendAsync(server.BaseAddress, request, Patience);
            statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            Assert.True(answer.Status < 500, request + "\n→\n" + answer.Head + answer.Body);
        });

        Assert.Equal(Requests, statuses.Values.Sum());
        Assert.True(statuses.Count(status => status.Key >= 400) >= 5, string.Join(' ', statuses));
        Assert.Equal(["stays"], await bystander.TitlesAsync("/api/tasks"));
        Assert.Equal("alive\n", await server.HttpClient.GetStringAsync("/livez"));
    }

    private IEnumerable<string> Generate(Random random, string token)
    {
        for (var number = 0; number < Requests; number++)
        {
            var path = number % 3 == 0 ? "/api/tasks/1" : "/api" + Pieces(random, PathPieces, 4);
            var target = path + Pieces(random, QueryPieces, 4);
            var request = new StringBuilder($"{random.GetItems(Methods, 1)[0]} {target} HTTP/1.1\r\n")
                .Append($"Host: {server.BaseAddress.Authority}\r\nConnection: close\r\n");
            if (random.Next(8) > 0)
            {
                request.Append($"Authorization: Bearer {token}\r\n");
            }

            for (var headers = random.Next(4); headers > 0; headers--)
            {
                request.Append(random.GetItems(HeaderPieces, 1)[0]).Append("\r\n");
            }

            var body = Pieces(random, BodyPieces, 5);
            yield return request.Append(random.Next(2) == 0 ? $"Content-Length: {body.Length}\r\n" : "")
                .Append("\r\n").Append(body).Append(Padding).ToString();
        }
    }

    private static string Pieces(Random random, string[] pieces, int max) =>
        string.Concat(random.GetItems(pieces, random.Next(max + 1)));
}
