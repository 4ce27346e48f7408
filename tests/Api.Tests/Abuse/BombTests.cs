using System.Text;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>Requests that are small to make and would be large to hold: each is refused, and none is kept.</summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class BombTests(ITestOutputHelper output)
{
    private const int Times = 40;
    private const int Kilobyte = 1_024;

    [SkippableFact]
    public async Task Each_bomb_is_refused_by_its_status_while_others_work()
    {
        await using var server = await AbusedServer.StartAsync("TASKACTORS_RATE_PER_SECOND=0");
        var bombs = Bombs(server).ToList();
        var before = server.Facts.Megabytes;
        var wrong = new List<string>();

        var bystander = await Bystander.DuringAsync(server.Process, async () =>
        {
            foreach (var (name, request, expected) in bombs)
            {
                var crowd = new Crowd(server.Address);
                await crowd.AskAsync(8, Enumerable.Repeat(request, Times));
                output.WriteLine($"{name}: {crowd}");
                // A connection may be reset while it still sends; then there was no answer to read.
                if (crowd.Of([0, .. expected]) != Times || crowd.Of(expected) == 0)
                {
                    wrong.Add($"{name}: {crowd}");
                }
            }
        });

        output.WriteLine(
            $"{before:0} to {server.Facts.Megabytes:0} MB, peak {server.Facts.PeakMegabytes:0}; {bystander}");
        Assert.Empty(wrong);
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 200);
        server.Facts.AssertQuietLog();
    }

    [SkippableFact]
    public async Task Large_imports_of_many_at_once_are_refused_rather_than_all_held()
    {
        await using var server = await AbusedServer.StartAsync("TASKACTORS_RATE_PER_SECOND=0");
        // Nothing of it is a task, and it is as large as a file to import may be.
        var file = "[" + new string(' ', 31 * Kilobyte * Kilobyte) + "]";
        var before = server.Facts.Megabytes;
        var crowd = new Crowd(server.Address);

        var bystander = await Bystander.DuringAsync(server.Process, () => Task.WhenAll(Enumerable.Range(0, 6).Select(
            n => crowd.AskAsync(6, Enumerable.Repeat(
                server.Request("POST", "/api/tasks/import?dry_run=true", $"importer-{n}", file), 6)))));

        output.WriteLine($"{crowd}; {before:0} to {server.Facts.Megabytes:0} MB, "
            + $"peak {server.Facts.PeakMegabytes:0}; {bystander}");
        Assert.Equal(36, crowd.Of(200, 503, 0));
        Assert.True(crowd.Of(200) > 0, $"{crowd}");
        // All together would be 1.1 GB, twice over while they are read.
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 1_000);
        using var client = Bystander.NewClient(server.Address, server.Process.TokenOf("importer-0"));
        var answer = await client.SendAsync("POST", "/api/tasks/import", """[{"title": "later"}]""");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static IEnumerable<(string Name, string Request, int[] Statuses)> Bombs(AbusedServer server) =>
        LargeOnes(server).Concat(OddOnes(server));

    private static IEnumerable<(string Name, string Request, int[] Statuses)> LargeOnes(AbusedServer server)
    {
        var big = new string('x', 70 * Kilobyte);
        yield return ("one large header", server.Head("GET", "/api/tasks", "a") + $"X: {big}\r\n\r\n", [431]);
        yield return ("many headers", server.Head("GET", "/api/tasks", "a") + Lines(5_000) + "\r\n", [431]);
        yield return ("a long target", server.Head("GET", $"/api/tasks?q={big}", "a") + "\r\n", [414]);
        yield return ("a large token",
            server.HeadWith("GET", "/api/tasks", big[..(40 * Kilobyte)]) + "\r\n", [401, 429]);
        yield return ("a body announced as 1 GB",
            server.Head("POST", "/api/tasks", "a")
                + "Content-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n{",
            [413]);
        yield return ("a body too large", server.Request("POST", "/api/tasks", "a", Title(big)), [413]);
        yield return ("a batch too large",
            server.Request("POST", "/api/tasks/batch", "a", Title(new string('x', 3 * Kilobyte * Kilobyte))), [413]);
        yield return ("chunks without an end", Chunked(server, new string('x', 16 * Kilobyte), 64), [413]);
        yield return ("tiny chunks", Chunked(server, "x", 40_000), [400, 413]);
        yield return ("a chunk said to be enormous", Chunks(server) + "fffffffffffffff\r\nxx", [400, 413]);
        yield return ("a chunk's long extension", Chunks(server) + $"1;{big}\r\nx\r\n0\r\n\r\n", [400, 413]);
    }

    private static IEnumerable<(string Name, string Request, int[] Statuses)> OddOnes(AbusedServer server)
    {
        yield return ("deep arrays",
            server.Request("POST", "/api/tasks", "a", new string('[', 60 * Kilobyte)), [400, 422]);
        yield return ("deep objects", server.Request("POST", "/api/tasks", "a", Deep(8_000)), [400, 422]);
        yield return ("a deep unknown member", server.Request(
            "POST", "/api/tasks", "a", $"{{\"title\":\"x\",\"y\":{new string('[', 20_000)}{new string(']', 20_000)}}}"),
            [400, 422]);
        yield return ("a number of 60,000 digits", server.Request(
            "POST", "/api/tasks", "a", $"{{\"title\":\"x\",\"order\":{new string('9', 60_000)}}}"), [400, 422]);
        yield return ("an exponent without end", server.Request(
            "POST", "/api/tasks", "a", $"{{\"title\":\"x\",\"order\":1e{new string('9', 60_000)}}}"), [400, 422]);
        yield return ("a long title",
            server.Request("POST", "/api/tasks", "a", Title(new string('x', 60 * Kilobyte))), [422]);
        yield return ("many escapes",
            server.Request("POST", "/api/tasks", "a", Title(Repeat("\\u0041", 10_000))), [422]);
        yield return ("a member twice, many times", server.Request(
            "POST", "/api/tasks", "a", $"{{{Repeat("\"title\":\"x\",", 4_000)}\"title\":\"x\"}}"), [400]);
        yield return ("many tags", server.Request(
            "POST", "/api/tasks", "a", $"{{\"title\":\"x\",\"tags\":[{Repeat("\"a\",", 15_000)}\"a\"]}}"), [422]);
        yield return ("many operations", server.Request(
            "POST", "/api/tasks/batch", "a",
            $"{{\"operations\":[{Repeat("{\"op\":\"delete\",\"id\":1},", 50_000)}1]}}"), [422]);
        yield return ("a query of many pairs",
            server.Head("GET", $"/api/tasks?{Repeat("tag=a&", 1_200)}", "a") + "\r\n", [200, 422]);
        yield return ("many entity tags", server.Head("GET", "/api/tasks", "a")
            + $"If-None-Match: {Repeat("\"r1\", ", 8_000)}\"r2\"\r\n\r\n", [200, 304]);
        // Unknown members are ignored, however many: the body's own limit bounds them.
        yield return ("many unknown members", server.Request("PATCH", "/api/tasks/99", "a", Members(4_000)), [404]);
    }

    private static string Lines(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(n => $"X-{n}: 1\r\n"));

    private static string Members(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(n => $"\"m{n}\":{n}"))}}}";

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Title(string title) => $"{{\"title\":\"{title}\"}}";

    private static string Deep(int depth) => Repeat("{\"a\":", depth);

    private static string Chunks(AbusedServer server) => server.Head("POST", "/api/tasks", "a")
        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Chunked(AbusedServer server, string chunk, int times) =>
        Chunks(server) + Repeat($"{chunk.Length:x}\r\n{chunk}\r\n", times);
}
