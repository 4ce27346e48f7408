using System.Net.Http.Headers;
using System.Text.Json;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>Every documented route under /api, tried by everybody who must not get in.</summary>
[Collection(ApiTests.Name)]
public sealed class IsolationTests(ApiServer server)
{
    private const string Canary = "canary-of-alice";

    [Fact]
    public async Task No_route_shows_or_changes_anything_for_a_caller_without_a_good_token()
    {
        var alice = ApiServer.NewUser("alice");
        using var owner = await WithTaskAsync(alice);
        var token = ApiServer.TokenFor(alice);
        string?[] bad =
        [
            null, "", "x", "..", token[..^2], token + "x", "x" + token, token.Split('.')[1],
            ApiServer.ExpiredTokenFor(alice),
        ];

        foreach (var (method, path) in await RoutesAsync(alice))
        {
            foreach (var credentials in bad)
            {
                using var request = Request(method, path);
                request.Headers.Authorization =
                    credentials is null ? null : new AuthenticationHeaderValue("Bearer", credentials);

                var response = await server.HttpClient.SendAsync(request);

                await AssertRefusedAsync(response, 401);
            }
        }

        await AssertUntouchedAsync(owner);
    }

    [Fact]
    public async Task No_route_shows_or_changes_anything_for_another_user()
    {
        var alice = ApiServer.NewUser("alice");
        using var owner = await WithTaskAsync(alice);
        using var mallory = server.ClientOfNewUser("mallory");

        foreach (var (method, path) in await RoutesAsync(alice))
        {
            using var request = Request(method, path);

            using var response = await mallory.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            var answer = await WholeAsync(response);
            Assert.DoesNotContain(Canary, answer, StringComparison.Ordinal);
            Assert.DoesNotContain(alice, answer, StringComparison.Ordinal);
            if (path.Contains(alice, StringComparison.Ordinal))
            {
                await AssertRefusedAsync(response, 403);
            }
        }

        await AssertUntouchedAsync(owner);
    }

    [Fact]
    public async Task Whether_another_user_exists_cannot_be_learnt()
    {
        var alice = ApiServer.NewUser("alice");
        using var owner = await WithTaskAsync(alice);
        using var mallory = server.ClientOfNewUser("mallory");

        var routes = await RoutesAsync(alice);
        foreach (var (method, path) in routes.Where(route => route.Path.Contains(alice, StringComparison.Ordinal)))
        {
            using var existing = Request(method, path);
            using var missing = Request(method, path.Replace(alice, "nobody", StringComparison.Ordinal));

            var ofAlice = await WithoutTraceAsync(await mallory.SendAsync(existing));
            var ofNobody = await WithoutTraceAsync(await mallory.SendAsync(missing));

            Assert.Equal(ofNobody, ofAlice);
        }
    }

    private async Task<HttpClient> WithTaskAsync(string user)
    {
        var client = server.ClientOf(user);
        await client.AddAsync($$"""{"title": "{{Canary}}", "tags": ["{{Canary}}"]}""");
        return client;
    }

    private async Task<List<(string Method, string Path)>> RoutesAsync(string user)
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");
        var routes = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (
                Method: operation.Name.ToUpperInvariant(),
                Path: path.Name.Replace("{user_id}", user, StringComparison.Ordinal)
                    .Replace("{id}", "1", StringComparison.Ordinal))))
            .ToList();
        Assert.True(routes.Count >= 30);
        return routes;
    }

    private static HttpRequestMessage Request(string method, string path) => new(new HttpMethod(method), path)
    {
        Content = method is "POST" or "PUT" or "PATCH" ? HttpTalk.Json("""{"title": "of Mallory"}""") : null,
    };

    private static async Task AssertRefusedAsync(HttpResponseMessage response, int status)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain(Canary, await WholeAsync(response), StringComparison.Ordinal);
        Assert.Empty(response.Header("ETag"));
    }

    /// <summary>Every header and the body.</summary>
    private static async Task<string> WholeAsync(HttpResponseMessage response) =>
        $"{response.Headers}\n{response.Content.Headers}\n{await BodyAsync(response)}";

    /// <summary>The whole body; of a stream, which does not end, what comes first.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await response.Content.ReadAsStringAsync();
        }

        var first = new byte[4_096];
        await using var stream = await response.Content.ReadAsStreamAsync();
        return System.Text.Encoding.UTF8.GetString(first, 0, await stream.ReadAsync(first));
    }

    private static async Task AssertUntouchedAsync(HttpClient owner)
    {
        var list = await owner.SendAsync("GET", "/api/tasks");
        Assert.Equal([Canary], HttpTalk.Titles(await list.BodyAsync()));
        Assert.Equal("\"r1\"", list.Header("ETag"));
    }

    private static async Task<string> WithoutTraceAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var members = body.Length == 0
            ? []
            : JsonDocument.Parse(body).RootElement.EnumerateObject()
                .Where(member => member.Name != "trace_id").Select(member => member.ToString());
        var headers = response.Headers.Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{response.StatusCode} {string.Join(' ', headers)} {string.Join(' ', members)}";
    }
}
