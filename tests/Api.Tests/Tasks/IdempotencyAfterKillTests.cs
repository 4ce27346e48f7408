using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>Keys outlive the process, however it ends.</summary>
[LongSuite]
public sealed class IdempotencyAfterKillTests
{
    private const int Writers = 8;

    [SkippableFact]
    public async Task A_key_is_known_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = folder.Path });
        var first = await CreateAsync(server, "x");

        await server.StopAsync();
        await server.StartAsync();
        var again = await CreateAsync(server, "x");

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(first.Task, again.Task);
    }

    /// <summary>
    /// Killed at a random moment under load: some creates were answered, some committed and not answered, some neither.
    /// Whichever it was, the same request with the same key leaves one task, and its original answer.
    /// </summary>
    [SkippableFact]
    public async Task Killed_between_commit_and_answer_a_retry_gives_one_task_and_the_original_answer()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = folder.Path });
        var random = new Random(4_711);
        var titles = new HashSet<string>(StringComparer.Ordinal);
        var replays = 0;

        for (var round = 0; round < LongRuns.Rounds(4, 50); round++)
        {
            var answers = await LoadAndKillAsync(server, round, TimeSpan.FromMilliseconds(random.Next(50, 500)));
            await server.StartAsync();
            foreach (var (title, answer) in answers)
            {
                var again = await CreateAsync(server, title);
                Assert.True(answer is null || again.Task == answer, $"{answer}\n{again.Task}");
                replays += answer is null && again.IsReplay ? 1 : 0;
                titles.Add(title);
            }

            using var client = server.ClientOf("alice");
            var found = await client.TitlesAsync("/api/tasks");
            Assert.Equal(titles.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }

        Assert.True(!LongRuns.AreWanted || replays > 0, "No kill came between a commit and its answer.");
    }

    private static async Task<ConcurrentDictionary<string, string?>> LoadAndKillAsync(
        ApiProcess server, int round, TimeSpan delay)
    {
        var answers = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))).ToList();
        await Task.Delay(delay);
        await server.Kill9Async();
        await Task.WhenAll(writers);
        return answers;

        async Task WriteAsync(int writer)
        {
            for (var at = 0; ; at++)
            {
                var title = $"{round}-{writer}-{at}";
                answers[title] = null;
                try
                {
                    answers[title] = (await CreateAsync(server, title)).Task;
                }
                catch (HttpRequestException)
                {
                    return;
                }

                // Less than what one user may send in a second.
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Adds a task under a key of its own, and returns the answer but for the server's address.</summary>
    private static async Task<(string Task, bool IsReplay)> CreateAsync(ApiProcess server, string title)
    {
        using var client = server.ClientOf("alice");
        using var response = await client.SendAsync(
            "POST", "/api/tasks", $$"""{"title": "{{title}}"}""", ("Idempotency-Key", $"key of {title}"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        var task = JsonNode.Parse(text)!.AsObject();
        task.Remove("url");
        return (task.ToJsonString(), response.Header("Idempotency-Replayed") == "true");
    }
}
