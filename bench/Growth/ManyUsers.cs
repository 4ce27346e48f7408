using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using TaskActors.Bench.Speed.Measuring;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Growth;

/// <summary>A file with very many users: the start, the first read of each, and memory while all are touched.</summary>
internal sealed class ManyUsers(GrowthOptions options, Page page)
{
    private const int TasksCount = 20;
    private const double ColdReadMillisecondsMax = 1.5;
    private const double MegabytesMax = 500;
    private const double StartSecondsMax = 1.5;
    private const int StartsCount = 5;

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var setup = Servers.SetupIn(folder);
        // The first start makes the file and its schema.
        await using (var first = await ApiProcess.StartAsync(setup))
        {
            await first.StopAsync();
        }

        Fill(setup.DatabaseFile);
        page.Title("Users");
        page.Line($"A file of {options.Users:N0} users with {TasksCount} tasks each, "
            + $"{new FileInfo(setup.DatabaseFile).Length / 1_048_576.0:N0} MB. What the system has cached of it stays "
            + "cached: cold means that no actor holds the list, and that the token is new.");
        var starts = new Times();
        for (var start = 1; start < StartsCount; start++)
        {
            await using var stopped = await StartAsync(setup, starts);
            await stopped.StopAsync();
        }

        await using var server = await StartAsync(setup, starts);
        page.Wanted("start to the first list, s (median)", starts.Median / 1_000, StartSecondsMax);
        await TouchAllAsync(server);
    }

    /// <summary>A list is the first answer that counts: it needs token, actor and file.</summary>
    private static async Task<ApiProcess> StartAsync(ApiSetup setup, Times starts)
    {
        var watch = Stopwatch.StartNew();
        var server = await ApiProcess.StartAsync(setup);
        using var client = server.ClientOf(NameOf(0));
        (await client.GetAsync("/api/tasks")).EnsureSuccessStatusCode().Dispose();
        starts.Add(watch.Elapsed);
        return server;
    }

    private async Task TouchAllAsync(ApiProcess server)
    {
        var tree = new ProcessTree(server.Id);
        var reads = new Times();
        var again = new Times();
        using var client = server.NewClient();
        tree.ForgetPeak();
        for (var user = 1; user < options.Users; user++)
        {
            var token = server.TokenOf(NameOf(user));
            await ReadAsync(client, token, reads);
            await ReadAsync(client, token, again);
        }

        page.Wanted("cold first read, ms (median)", reads.Median, ColdReadMillisecondsMax);
        page.Fact("cold first read, ms (p99)", reads.P99);
        page.Fact("second read, ms (median)", again.Median);
        page.Wanted("largest resident memory while all are touched in turn, MB", tree.PeakMegabytes(), MegabytesMax);
    }

    private static async Task ReadAsync(HttpClient client, string token, Times times)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await times.MeasureAsync(() => client.SendAsync(request));
        answer.EnsureSuccessStatusCode();
    }

    private static string NameOf(int user) => string.Create(CultureInfo.InvariantCulture, $"grown{user:D27}");

    /// <summary>Rows as the server would have left them, each task at a revision of its own.</summary>
    private void Fill(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            BEGIN;
            CREATE TEMP TABLE u AS WITH RECURSIVE u(u) AS (
              SELECT 0 UNION ALL SELECT u + 1 FROM u WHERE u < {options.Users - 1})
              SELECT printf('u-grown%027d', u) AS user_key FROM u;
            INSERT INTO users (user_key, rev, next_id, floor, committed_at, created_at)
              SELECT user_key, {TasksCount}, {TasksCount + 1}, 0, '2026-01-01T00:00:00.000000Z',
                '2026-01-01T00:00:00.000000Z' FROM u;
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {TasksCount})
            INSERT INTO tasks (user_key, id, rev, title, description, completed, priority, tags, sort_order, created_at,
              updated_at)
              SELECT user_key, n, n, 'Buy milk and bread, ' || n, 'Two litres, from the shop at the corner', 0, 'none',
                '[]', n * 1024, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z' FROM u CROSS JOIN n;
            COMMIT;
            PRAGMA wal_checkpoint(TRUNCATE);
            """;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
