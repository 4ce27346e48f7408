using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class ListingTests(ApiServer server)
{
    [Theory]
    [InlineData("", "Bread,apples,Cake,dates")]
    [InlineData("?status=all", "Bread,apples,Cake,dates")]
    [InlineData("?status=pending", "apples,Cake,dates")]
    [InlineData("?status=completed", "Bread")]
    [InlineData("?completed=true", "Bread")]
    [InlineData("?completed=false", "apples,Cake,dates")]
    [InlineData("?priority=high", "apples")]
    [InlineData("?tag=a", "Bread,apples")]
    [InlineData("?tag=a&tag=b", "apples")]
    [InlineData("?due_before=2026-12-01", "Bread")]
    [InlineData("?due_after=2026-12-01", "apples,dates")]
    [InlineData("?due_before=2026-12-01T10:00:00+02:00&due_after=2026-12-01", "apples")]
    [InlineData("?due_before=2026-12-01T10:00:00%2B02:00&due_after=2026-12-01", "apples")]
    [InlineData("?q=AP", "apples,Cake")]
    [InlineData("?search=ap", "apples,Cake")]
    [InlineData("?q=", "Bread,apples,Cake,dates")]
    [InlineData("?sort=created", "Bread,apples,Cake,dates")]
    [InlineData("?sort=-created_at", "dates,Cake,apples,Bread")]
    [InlineData("?sort=created_at&order=desc", "dates,Cake,apples,Bread")]
    [InlineData("?order=desc", "dates,Cake,apples,Bread")]
    [InlineData("?sort=-created&order=desc", "dates,Cake,apples,Bread")]
    [InlineData("?sort=updated", "apples,Cake,dates,Bread")]
    [InlineData("?sort=updated_at&order=asc", "apples,Cake,dates,Bread")]
    [InlineData("?sort=due", "Bread,apples,dates,Cake")]
    [InlineData("?sort=due_date", "Bread,apples,dates,Cake")]
    [InlineData("?sort=-due", "dates,apples,Bread,Cake")]
    [InlineData("?sort=priority", "Bread,dates,Cake,apples")]
    [InlineData("?sort=-priority", "apples,Cake,Bread,dates")]
    [InlineData("?sort=title", "apples,Bread,Cake,dates")]
    [InlineData("?sort=order", "Bread,apples,dates,Cake")]
    [InlineData("?status=pending&sort=title&unknown=1&unknown=2&page=3", "apples,Cake,dates")]
    public async Task A_list_is_filtered_and_sorted_in_every_spelling(string query, string expected)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "Bread", "tags": ["a"], "due_date": "2026-11-30"}""");
        await client.AddAsync(
            """{"title": "apples", "tags": ["a", "b"], "priority": "high", "due_date": "2026-12-01"}""");
        await client.AddAsync("""{"title": "Cake", "priority": "low", "order": 9999, "description": "for Apu"}""");
        await client.AddAsync("""{"title": "dates", "due_date": "2026-12-01T08:00:00Z", "order": 3000}""");
        await client.SendAsync("PATCH", "/api/tasks/1/complete");

        var titles = await client.TitlesAsync("/api/tasks" + query);

        Assert.Equal(expected, string.Join(',', titles));
    }

    [Theory]
    [InlineData("status=done", "?status")]
    [InlineData("status=", "?status")]
    [InlineData("completed=True", "?completed")]
    [InlineData("priority=urgent", "?priority")]
    [InlineData("tag=", "?tag")]
    [InlineData("due_before=tomorrow", "?due_before")]
    [InlineData("due_after=2026-13-01", "?due_after")]
    [InlineData("sort=size", "?sort")]
    [InlineData("sort=--title", "?sort")]
    [InlineData("order=up", "?order")]
    [InlineData("sort=-title&order=asc", "?order")]
    [InlineData("limit=0", "?limit")]
    [InlineData("limit=1001", "?limit")]
    [InlineData("limit=ten", "?limit")]
    [InlineData("limit=-1", "?limit")]
    [InlineData("limit=99999999999", "?limit")]
    [InlineData("limit=5&limit=5", "?limit")]
    [InlineData("status=all&completed=true", "?completed")]
    [InlineData("q=a&search=a", "?search")]
    public async Task A_known_parameter_with_a_bad_value_is_422(string query, string expected)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("GET", "/api/tasks?" + query);

        var problem = await response.BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("query_invalid", problem.Text("code"));
        Assert.Equal(expected, problem.GetProperty("errors")[0].Text("pointer"));
    }

    [Fact]
    public async Task Without_limit_the_whole_list_comes_as_one_array()
    {
        using var client = server.ClientOfNewUser();
        for (var number = 1; number <= 150; number++)
        {
            await client.AddAsync($$"""{"title": "{{number}}"}""");
        }

        var response = await client.SendAsync("GET", "/api/tasks");

        Assert.Equal(150, (await response.BodyAsync()).GetArrayLength());
        Assert.Equal("", response.Header("Link"));
        Assert.Equal("\"r150\"", response.Header("ETag"));
    }

    [Fact]
    public async Task The_list_of_somebody_who_was_never_here_is_empty_at_revision_0()
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("GET", "/api/tasks");

        Assert.Equal("[]", await response.Content.ReadAsStringAsync());
        Assert.Equal("\"r0\"", response.Header("ETag"));
    }

    [Theory]
    [InlineData("/api/tasks")]
    [InlineData("/api/tasks/1")]
    [InlineData("/api/tasks?limit=1")]
    [InlineData("/api/tasks/2")]
    [InlineData("/api/tasks?limit=0")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task HEAD_says_what_GET_says_without_the_body(string path)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var get = await client.SendAsync("GET", path);
        var head = await client.SendAsync("HEAD", path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
    }
}
