using Microsoft.Data.Sqlite;
using TaskActors.Api.CommandLine;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Auth;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Settings;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// Floods of tokens, users, keys of signatures and keys of requests: each has its bound, and troubles nobody else.
/// </summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class FloodTests(ITestOutputHelper output)
{
    private const int Connections = 16;

    private static readonly string Noise = new('x', 8_000);

    [SkippableFact]
    public async Task Bad_tokens_distinct_and_repeated_are_401_and_then_429()
    {
        await using var server = await AbusedServer.StartAsync();
        var forger = new TokenMint("another secret, just as long as the right one");
        var repeated = server.HeadWith("GET", "/api/tasks", forger.SignPayload("{}")) + "\r\n";
        var tokens = Enumerable.Range(0, LongRuns.Rounds(4_000, 200_000)).Select(n => (n % 3) switch
        {
            0 => repeated,
            1 => server.HeadWith("GET", "/api/tasks", Forged(forger, n)) + "\r\n",
            _ => server.HeadWith("GET", $"/api/u{n}/tasks", $"{n}.{Noise}.{n}") + "\r\n",
        });
        var crowd = new Crowd(server.Address);
        var before = server.Facts.Megabytes;

        var bystander = await Bystander.DuringAsync(server.Process, () => crowd.AskAsync(Connections, tokens));

        Report(server, before, crowd, bystander);
        Assert.Equal(crowd.Answers, crowd.Of(401, 429));
        Assert.True(crowd.Of(429) > crowd.Answers / 2, $"{crowd}");
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 150);
    }

    [SkippableFact]
    public async Task Users_nobody_knew_are_let_go_of_again()
    {
        var users = LongRuns.Rounds(2_500, 100_000);
        await using var server = await AbusedServer.StartAsync("TASKACTORS_MEMORY_MAX_MB=8");
        var body = $$"""{"title":"one of many","description":"{{new string('x', 3_000)}}"}""";
        var requests = Enumerable.Range(0, users).Select(
            n => server.Request("POST", "/api/tasks", $"nobody-{n}", body));
        var crowd = new Crowd(server.Address);
        var before = server.Facts.Megabytes;

        var bystander = await Bystander.DuringAsync(server.Process, () => crowd.AskAsync(Connections, requests));

        Report(server, before, crowd, bystander);
        Assert.Equal(users, crowd.Of(201));
        // Each weighs over 10 KB.
        Assert.InRange(await ActorsAsync(server), 1, 1_200);
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 250);
        using var client = Bystander.NewClient(server.Address, server.Process.TokenOf("nobody-0"));
        Assert.Equal(["one of many"], await client.TitlesAsync("/api/tasks"));
    }

    [SkippableFact]
    public async Task Unknown_keys_are_asked_for_once_and_hurt_neither_secret_nor_known_keys()
    {
        ProcessFacts.SkipWhereTheyAreNotTold();
        var key = TestKey.Of("ES256");
        await using var issuer = await KeySetServer.StartAsync(key.WithId("known"));
        await using var server = await AbusedServer.StartAsync(
            "BETTER_AUTH_URL=http://localhost:3000", $"TASKACTORS_JWKS_URL={issuer.Address}",
            "TASKACTORS_REFUSALS_PER_SECOND=0");
        var known = server.HeadWith("GET", "/api/tasks", key.Token("known")) + "\r\n";
        var signed = key.Token("known").Split('.');
        var unknown = Enumerable.Range(0, LongRuns.Rounds(3_000, 100_000)).Select(n => server.HeadWith(
            "GET", "/api/tasks",
            $"{UnknownKey(n)}.{signed[1]}.{signed[2]}") + "\r\n");
        var (crowd, goodOnes) = (new Crowd(server.Address), new Crowd(server.Address));
        var before = server.Facts.Megabytes;

        var bystander = await Bystander.DuringAsync(server.Process, () => Task.WhenAll(
            crowd.AskAsync(Connections, unknown), goodOnes.AskAsync(1, Enumerable.Repeat(known, 200))));

        Report(server, before, crowd, bystander);
        Assert.Equal(crowd.Answers, crowd.Of(401));
        Assert.Equal(200, goodOnes.Of(200));
        // One at the start, and one for each ten seconds of cool-down that the flood may last.
        Assert.InRange(issuer.Fetches, 1, LongRuns.Rounds(6, 30));
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 150);
    }

    [SkippableFact]
    public async Task Idempotency_keys_of_one_user_are_kept_up_to_ten_thousand()
    {
        const int kept = 10_000;
        await using var server = await AbusedServer.StartAsync("TASKACTORS_RATE_PER_SECOND=0");
        using var client = Bystander.NewClient(server.Address, server.Process.TokenOf("keys"));
        await client.AddAsync("""{"title": "again and again"}""");
        const string body = """{"completed":true}""";
        FillReceipts(server.DatabaseFile, LongRuns.Rounds(kept - 500, 0));
        var requests = Enumerable.Range(0, LongRuns.Rounds(1_500, 3 * kept)).Select(n =>
            server.Head("PATCH", "/api/tasks/1/complete", "keys")
            + $"Idempotency-Key: key-{n}-{new string('x', 200)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var crowd = new Crowd(server.Address);
        var before = server.Facts.Megabytes;

        var bystander = await Bystander.DuringAsync(server.Process, () => crowd.AskAsync(4 * Connections, requests));

        Report(server, before, crowd, bystander);
        Assert.Equal(crowd.Answers, crowd.Of(200));
        Assert.InRange(server.Facts.PeakMegabytes, 0, before + 200);
        await server.Process.StopAsync();
        Assert.Equal(kept, Receipts(server.DatabaseFile));
    }

    private static string UnknownKey(int number) => TokenMint.Part($$"""{"alg":"ES256","kid":"k{{number}}"}""");

    private static string Forged(TokenMint forger, int number) =>
        forger.SignPayload($$"""{"sub":"u{{number}}","exp":9999999999}""");

    /// <summary>As many as were there from before, which the short form has no time to ask for.</summary>
    private static void FillReceipts(string file, int count) => Run(file, $"""
        INSERT INTO receipts (user_key, key, seq, fingerprint, answer, created_at)
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
        SELECT 'u-keys', 'old-' || n, n, 'f', '{"{}"}', (SELECT created_at FROM users) FROM n WHERE {count} > 0
        """);

    private static long Receipts(string file) =>
        (long)Run(file, "SELECT count(*) FROM receipts WHERE user_key = 'u-keys'")!;

    private static object? Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=20");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>How many actors are in memory once the last eviction has had time, as <c>top</c> shows it.</summary>
    private static async Task<int> ActorsAsync(AbusedServer server)
    {
        await Task.Delay(2_000);
        var run = await CommandRun.EndAsync(
            server.Folder, ["TASKACTORS_STORAGE=sqlite:data/tasks.db"], TopCommand.Name, "--once");
        var line = run.Output.Split('\n').Single(line => line.StartsWith("actors ", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Report(AbusedServer server, double before, Crowd crowd, Bystander bystander) => output.WriteLine(
        $"{crowd.Answers} answers ({crowd}); {before:0} to {server.Facts.Megabytes:0} MB, "
        + $"peak {server.Facts.PeakMegabytes:0}; {bystander}");
}
