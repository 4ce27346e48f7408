using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class PagingTests(ApiServer server)
{
    [Theory]
    [InlineData("/api/tasks?limit=2&sort=title")]
    [InlineData("/api/tasks?limit=3")]
    [InlineData("/api/me/tasks/?sort=-priority&limit=1&q=%C3%BC%20%26")]
    [InlineData("/api/tasks?unknown=%3E%3B%20rel&sort=due&limit=2&status=all")]
    public async Task Following_the_links_shows_every_task_once(string start)
    {
        using var client = server.ClientOfNewUser();
        foreach (var title in new[] { "ü & e", "ü & d", "Ü & c", "ü & b", "ü & a" })
        {
            await client.AddAsync($$"""{"title": "{{title}}"}""");
        }

        var whole = await client.TitlesAsync(start.Replace("limit=", "_=", StringComparison.Ordinal));
        var paged = await FollowAsync(client, start);

        Assert.Equal(5, whole.Length);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task Changes_elsewhere_neither_skip_nor_repeat_a_task()
    {
        using var client = server.ClientOfNewUser();
        foreach (var title in new[] { "a", "b", "c", "d" })
        {
            await client.AddAsync($$"""{"title": "{{title}}"}""");
        }

        var first = await client.SendAsync("GET", "/api/tasks?limit=2&sort=title");
        await client.SendAsync("DELETE", "/api/tasks/2");
        await client.AddAsync("""{"title": "aa"}""");
        var second = await client.TitlesAsync(Next(first)!);

        Assert.Equal(["a", "b"], HttpTalk.Titles(await first.BodyAsync()));
        Assert.Equal(["c", "d"], second);
    }

    [Theory]
    [InlineData("sort=title", "sort=-title")]
    [InlineData("sort=title", "sort=due")]
    [InlineData("sort=title", "")]
    [InlineData("status=pending", "status=all")]
    [InlineData("q=x", "q=X")]
    [InlineData("q=x", "tag=x")]
    [InlineData("due_after=2026-01-01&status=all", "due_before=2026-01-01")]
    public async Task A_cursor_belongs_to_its_filter_and_sort(string query, string other)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x", "due_date": "2026-12-01"}""");
        await client.AddAsync("""{"title": "xx", "due_date": "2026-12-01"}""");
        var cursor = Next(await client.SendAsync("GET", $"/api/tasks?limit=1&{query}"))!.Split("cursor=")[1];

        var response = await client.SendAsync("GET", $"/api/tasks?limit=1&{other}&cursor={cursor}");

        Assert.Equal("cursor_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_user()
    {
        using var alice = server.ClientOfNewUser("alice");
        using var bob = server.ClientOfNewUser("bob");
        await alice.AddAsync("""{"title": "a"}""");
        await alice.AddAsync("""{"title": "b"}""");
        var link = Next(await alice.SendAsync("GET", "/api/tasks?limit=1"))!;

        var response = await bob.SendAsync("GET", link);

        Assert.Equal("cursor_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("%00")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cursor_that_was_not_made_here_is_422(string cursor)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("GET", $"/api/tasks?limit=1&cursor={cursor}");

        Assert.Equal("cursor_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    private static async Task<string[]> FollowAsync(HttpClient client, string start)
    {
        var titles = new List<string>();
        for (var next = start; next is not null;)
        {
            var response = await client.SendAsync("GET", next);
            titles.AddRange(HttpTalk.Titles(await response.BodyAsync()));
            next = Next(response);
        }

        return [.. titles];
    }

    private static string? Next(HttpResponseMessage response) =>
        response.Header("Link") is [_, ..] link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
}
