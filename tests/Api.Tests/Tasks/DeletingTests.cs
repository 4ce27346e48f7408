using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class DeletingTests(ApiServer server)
{
    [Fact]
    public async Task A_deleted_task_is_gone_and_its_id_is_not_used_again()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var response = await client.SendAsync("DELETE", "/api/tasks/1");
        var gone = await client.SendAsync("GET", "/api/tasks/1");
        var next = await client.AddAsync("""{"title": "y"}""");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(2, next.Number("id"));
        Assert.Equal("task_not_found", await gone.CodeAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Deleting_the_list_takes_exactly_what_the_filters_match_as_one_revision()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a", "completed": true, "tags": ["t"]}""");
        await client.AddAsync("""{"title": "b", "tags": ["t"]}""");
        await client.AddAsync("""{"title": "c", "completed": true}""");
        await client.AddAsync("""{"title": "d", "completed": true, "tags": ["t"]}""");

        var response = await client.SendAsync("DELETE", "/api/tasks?status=completed&tag=t");
        var list = await client.SendAsync("GET", "/api/tasks");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["b", "c"], HttpTalk.Titles(await list.BodyAsync()));
        Assert.Equal("\"r5\"", list.Header("ETag"));
    }

    [Theory]
    [InlineData("stauts=completed")]
    [InlineData("limit=1")]
    [InlineData("sort=title")]
    [InlineData("order=asc")]
    [InlineData("cursor=x")]
    [InlineData("status=done")]
    [InlineData("status=")]
    [InlineData("q=")]
    [InlineData("tag=")]
    [InlineData("=")]
    [InlineData("Status=completed")]
    public async Task A_parameter_that_is_no_filter_deletes_nothing(string query)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a"}""");

        var response = await client.SendAsync("DELETE", $"/api/tasks?{query}");

        Assert.Equal("query_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Single(await client.TitlesAsync("/api/tasks"));
    }

    [Theory]
    [InlineData("/api/tasks/")]
    [InlineData("/api/me/tasks/")]
    [InlineData("/api/{0}/tasks/")]
    [InlineData("/api/tasks/?status=all")]
    public async Task An_id_that_is_empty_by_mistake_does_not_empty_the_list(string path)
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);
        await client.AddAsync("""{"title": "a"}""");

        var response = await client.SendAsync("DELETE", path.Replace("{0}", user, StringComparison.Ordinal));

        Assert.Equal("not_found", await response.CodeAsync(HttpStatusCode.NotFound));
        Assert.Single(await client.TitlesAsync("/api/tasks"));
    }
}
