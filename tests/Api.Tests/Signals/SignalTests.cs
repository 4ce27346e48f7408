using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Signals;

/// <summary>The real server tells a real receiver what it does, and nothing of what people write.</summary>
public sealed partial class SignalTests
{
    private const string User = "ada@example.com";
    private const string Title = "Buy nothing that a trace may know";

    [Fact]
    public async Task One_request_is_one_trace_from_http_to_the_commit()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await UseAsync(receiver);

        var spans = receiver.Spans.ToDictionary(span => span.Id, StringComparer.Ordinal);
        var commit = Assert.Single(spans.Values, span => span.Name == "user-tasks commit");
        var chain = new List<ReceivedSpan> { commit };
        while (spans.TryGetValue(chain[^1].Parent, out var parent))
        {
            chain.Add(parent);
        }

        Assert.Contains(chain, span => span.Name == "user-tasks turn");
        Assert.Equal(
            ("Microsoft.AspNetCore", "POST /api/tasks/", ""), (chain[^1].Source, chain[^1].Name, chain[^1].Parent));
        Assert.Single(chain.Select(span => span.Trace).Distinct(StringComparer.Ordinal));
        Assert.Contains(spans.Values, span => span.Name == "storage transaction" && span.Parent == commit.Id);
        AssertNothingPersonal(receiver);
    }

    [Fact]
    public async Task Every_metric_of_the_manual_arrives()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await UseAsync(receiver);

        var metrics = receiver.Metrics.ToHashSet(StringComparer.Ordinal);
        Assert.All(
            [
                "http.server.request.duration", "taskactors.actor.active", "taskactors.turn.duration",
                "taskactors.turn.waiting", "taskactors.commit.duration", "taskactors.commit.turns",
                "taskactors.storage.transaction.duration", "taskactors.storage.transaction.commits",
                "taskactors.storage.waiting", "taskactors.token.refusals", "taskactors.stream.active",
                "http.server.active_requests", "kestrel.active_connections", "kestrel.queued_connections",
                "dotnet.gc.collections", "dotnet.process.memory.working_set", "dotnet.thread_pool.queue.length",
            ],
            name => Assert.Contains(name, metrics));
        Assert.Equal(
            OfTheManual().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs/OPERATIONS.md")))
                .Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal),
            metrics.Where(name => name.StartsWith("taskactors.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Contains(metrics, name => name.StartsWith("orleans-", StringComparison.Ordinal));
        Assert.Contains(receiver.Logs, body => body == "A token was refused: NotThreeParts");
        AssertNothingPersonal(receiver);
    }

    private static async Task UseAsync(OtlpReceiver receiver)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = folder.Path,
            Environment =
            [
                $"OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Address}", "OTEL_METRIC_EXPORT_INTERVAL=300",
            ],
        });
        using var client = server.ClientOf(User);
        await client.AddAsync($$"""{"title": "{{Title}}"}""");
        (await client.GetAsync($"/api/{WebUtility.UrlEncode(User)}/tasks?q=nothing")).EnsureSuccessStatusCode();
        using var bad = server.NewClient();
        bad.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token");
        await bad.GetAsync("/api/tasks");
        using (var stream = await client.GetAsync("/api/tasks/events", HttpCompletionOption.ResponseHeadersRead))
        {
            // While it is open, two reports go by.
            await Task.Delay(700);
        }

        Assert.Equal(0, await server.StopAsync());
    }

    private static void AssertNothingPersonal(OtlpReceiver receiver) => Assert.All(
        [User, WebUtility.UrlEncode(User), Title, "not-a-token", "eyJ", "nothing"],
        text => Assert.DoesNotContain(text, receiver.Everything, StringComparison.Ordinal));

    /// <summary>The rows of the table of our own metrics.</summary>
    [GeneratedRegex(@"(?m)^\| `(?<name>taskactors\.[a-z_.]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex OfTheManual();
}
