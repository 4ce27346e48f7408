using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Everything that holds on one node holds across several, in both shapes and on both stores.</summary>
[Collection(nameof(ClusterProcessesGroup)), LongSuite]
public sealed class AcrossNodesTests
{
    private static readonly string[] LookAlikes =
        ["abc", "ABC", "10", "010", "0x10", "1e1", "a+x", "A+x", "018f3c2e7b1a7c3d9e4f5a6b7c8d9e0f",
         "018F3C2E7B1A7C3D9E4F5A6B7C8D9E0F", "018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f"];

    [SkippableTheory]
    [InlineData("co-hosted", "rows")]
    [InlineData("split", "grain-state")]
    public async Task Users_changes_keys_and_streams_are_the_same_at_every_node(string shape, string store)
    {
        var setting = $"TASKACTORS_STORE={store}";
        await using var cluster = shape == "co-hosted"
            ? await ClusterProcesses.CoHostedAsync(2, setting)
            : await ClusterProcesses.SplitAsync(silos: 2, nodes: 2, setting);

        await AssertApartAsync(cluster.Nodes);
        await AssertStreamCrossesAsync(cluster.Nodes);
        await AssertKeysCrossAsync(cluster.Nodes);
        await AssertTagsAndErasingCrossAsync(cluster.Nodes);
        await AssertRacingFirstWritersAsync(cluster.Nodes);
    }

    [SkippableFact]
    public async Task A_port_that_another_process_has_is_named_at_the_start()
    {
        await using var cluster = await ClusterProcesses.CoHostedAsync(0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.StartNodeAsync(port));

        Assert.Contains("A port of this node's silo is in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("TASKACTORS_SILO_PORT", error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertApartAsync(List<ApiProcess> nodes)
    {
        foreach (var (number, user) in LookAlikes.Index())
        {
            using var client = nodes[number % nodes.Count].ClientOf(user);
            using var response = await client.PostAsJsonAsync("/api/tasks", new { title = $"of-{number}" });
            Assert.Equal("\"r1\"", response.Headers.ETag?.Tag);
        }

        foreach (var (number, user) in LookAlikes.Index())
        {
            using var client = nodes[(number + 1) % nodes.Count].ClientOf(user);
            var tasks = await client.GetFromJsonAsync<JsonElement>("/api/tasks");
            Assert.Equal($"of-{number}", Assert.Single(tasks.EnumerateArray()).GetProperty("title").GetString());
        }
    }

    private static async Task AssertStreamCrossesAsync(List<ApiProcess> nodes)
    {
        using var writer = nodes[0].ClientOf("streaming");
        using var reader = nodes[1].ClientOf("streaming");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var stream = new StreamReader(await reader.GetStreamAsync("/api/tasks/events", patience.Token));
        while (await stream.ReadLineAsync(patience.Token) is { } line
            && !line.StartsWith("event: hello", StringComparison.Ordinal))
        {
        }

        await writer.PostAsJsonAsync("/api/tasks", new { title = "crosses" }, patience.Token);

        var data = "";
        while (!data.Contains("crosses", StringComparison.Ordinal))
        {
            data = await stream.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("It ended.");
        }
    }

    private static async Task AssertKeysCrossAsync(List<ApiProcess> nodes)
    {
        var answers = new List<string>();
        foreach (var node in nodes)
        {
            using var client = node.ClientOf("keyed");
            client.DefaultRequestHeaders.Add("Idempotency-Key", "one");
            using var response = await client.PostAsJsonAsync("/api/tasks", new { title = "once" });
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            answers.Add($"{response.Headers.ETag} {response.Headers.Contains("Idempotency-Replayed")}");
        }

        Assert.Equal(["\"r1\" False", "\"r1\" True"], answers);
    }

    /// <summary>What one node did, the other's next answer is about: there is one actor, wherever it is.</summary>
    private static async Task AssertTagsAndErasingCrossAsync(List<ApiProcess> nodes)
    {
        using var one = nodes[0].ClientOf("tagged");
        using var other = nodes[1].ClientOf("tagged");
        await one.PostAsJsonAsync("/api/tasks", new { title = "first" });

        Assert.Equal(HttpStatusCode.OK, await EditAsync(other, "\"r1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await EditAsync(one, "\"r1\""));
        Assert.Equal(HttpStatusCode.NoContent, (await other.DeleteAsync("/api/me")).StatusCode);

        using var empty = await one.GetAsync("/api/tasks");
        Assert.Equal("[]", await empty.Content.ReadAsStringAsync());
        Assert.Equal("\"r3\"", empty.Headers.ETag?.Tag);
    }

    private static async Task<HttpStatusCode> EditAsync(HttpClient client, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/tasks/1");
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        request.Content = JsonContent.Create(new { title = "edited" });
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task AssertRacingFirstWritersAsync(List<ApiProcess> nodes)
    {
        for (var user = 0; user < LongRuns.Rounds(shortly: 3, atLength: 200); user++)
        {
            var name = $"racing-{user}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(async writer =>
            {
                using var client = nodes[writer % nodes.Count].ClientOf(name);
                using var response = await client.PostAsJsonAsync("/api/tasks", new { title = $"of-{writer}" });
                return (Title: $"of-{writer}", response.StatusCode);
            }));

            Assert.All(answers, answer => Assert.True(
                answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable,
                $"A first writer was answered {answer.StatusCode}."));
            using var reader = nodes[0].ClientOf(name);
            var tasks = await reader.GetFromJsonAsync<JsonElement>("/api/tasks");
            var titles = tasks.EnumerateArray().Select(task => task.GetProperty("title").GetString()!).ToList();
            Assert.Equal(titles.Count, titles.Distinct(StringComparer.Ordinal).Count());
            Assert.Empty(answers.Where(answer => answer.StatusCode == HttpStatusCode.Created)
                .Select(answer => answer.Title).Except(titles, StringComparer.Ordinal));
        }
    }
}
