using System.Net;
using System.Net.Http.Headers;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Caching;

/// <summary>
/// Two users of one browser, one after the other: same address, same small revision, one cache. Neither may see the
/// other's list.
/// </summary>
[Collection(ApiTests.Name)]
public sealed class SharedCacheTests(ApiServer server)
{
    [Theory]
    [InlineData("/api/tasks")]
    [InlineData("/api/me/tasks")]
    [InlineData("/api/tasks/1")]
    [InlineData("/api/tasks?status=pending")]
    public async Task Users_at_equal_revisions_never_see_each_other_through_one_cache(string path)
    {
        var (alice, bob) = (ApiServer.NewUser("alice"), ApiServer.NewUser("bob"));
        await AddAsync(alice, "of-alice");
        await AddAsync(bob, "of-bob");
        using var cache = new HttpCache(new SocketsHttpHandler());
        using var browser = new HttpClient(cache) { BaseAddress = server.BaseAddress };

        foreach (var user in new[] { alice, bob, alice, alice, bob, bob, alice })
        {
            var text = await AskAsync(browser, path, ApiServer.TokenFor(user));

            Assert.Contains(user == alice ? "of-alice" : "of-bob", text, StringComparison.Ordinal);
            Assert.DoesNotContain(user == alice ? "of-bob" : "of-alice", text, StringComparison.Ordinal);
        }

        Assert.Equal(0, cache.Reused);
    }

    [Theory]
    [InlineData("max-age=60", "", "of-a", 2)]
    [InlineData("no-cache", "", "of-a", 2)]
    [InlineData("", "", "of-a", 2)]
    [InlineData("", "Authorization, Origin", "of-b", 1)]
    [InlineData("max-age=60", "Authorization", "of-b", 1)]
    [InlineData("no-store", "", "of-b", 0)]
    public async Task The_cache_of_these_tests_would_show_what_a_careless_server_lets_it(
        string cacheControl, string vary, string secondUserSees, int reused)
    {
        using var cache = new HttpCache(new CarelessServer(cacheControl, vary));
        using var browser = new HttpClient(cache) { BaseAddress = new Uri("http://localhost/") };

        await AskAsync(browser, "/api/tasks", "a");
        var second = await AskAsync(browser, "/api/tasks", "b");
        await AskAsync(browser, "/api/tasks", "a");

        Assert.Equal(secondUserSees, second);
        Assert.Equal(reused, cache.Reused);
    }

    /// <summary>By a client that checks nothing: what the headers must prevent shall show in the lists.</summary>
    private async Task AddAsync(string user, string title)
    {
        using var client = new HttpClient { BaseAddress = server.BaseAddress };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", ApiServer.TokenFor(user));
        var task = await client.AddAsync($$"""{"title": "{{title}}"}""");
        Assert.Equal(1, task.Number("rev"));
    }

    private static async Task<string> AskAsync(HttpClient browser, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await browser.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Both users at revision 1, and whatever the test has it say of keeping.</summary>
    private sealed class CarelessServer(string cacheControl, string vary) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isKnown = request.Headers.IfNoneMatch.Any(tag => tag.Tag == "\"r1\"");
            var response = new HttpResponseMessage(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK)
            {
                Content = new StringContent($"of-{request.Headers.Authorization!.Parameter}"),
            };
            response.Headers.ETag = new EntityTagHeaderValue("\"r1\"");
            response.Headers.TryAddWithoutValidation("Cache-Control", cacheControl);
            response.Headers.TryAddWithoutValidation("Vary", vary);
            return Task.FromResult(response);
        }
    }
}
