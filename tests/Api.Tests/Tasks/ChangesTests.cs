using System.Net;
using System.Text.Json;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class ChangesTests(ApiServer server)
{
    [Theory]
    [InlineData(0, false, "b,c", "1")]
    [InlineData(2, false, "c", "1")]
    [InlineData(4, false, "", "")]
    [InlineData(9, true, "b,c", "")]
    public async Task Changes_are_what_happened_since(int since, bool isReset, string titles, string deleted)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a"}""");
        await client.AddAsync("""{"title": "b"}""");
        await client.AddAsync("""{"title": "c"}""");
        await client.SendAsync("DELETE", "/api/tasks/1");

        var response = await client.SendAsync("GET", $"/api/me/tasks/changes?since={since}");

        var changes = await response.BodyAsync();
        Assert.Equal("\"r4\"", response.Header("ETag"));
        Assert.Equal(4, changes.Number("rev"));
        Assert.Equal(isReset, changes.GetProperty("reset").GetBoolean());
        Assert.Equal(titles, string.Join(',', HttpTalk.Titles(changes.GetProperty("tasks"))));
        Assert.Equal(deleted, string.Join(',', changes.GetProperty("deleted").EnumerateArray()));
    }

    [Fact]
    public async Task Who_has_the_revision_is_told_so()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a"}""");

        var get = await client.SendAsync("GET", "/api/tasks/changes?since=1", null, ("If-None-Match", "\"r1\""));
        var head = await client.SendAsync("HEAD", "/api/tasks/changes?since=0");

        Assert.Equal(HttpStatusCode.NotModified, get.StatusCode);
        Assert.Equal("\"r1\"", head.Header("ETag"));
    }

    [Fact]
    public async Task More_tasks_than_a_block_holds_are_still_one_array()
    {
        using var client = server.ClientOfNewUser();
        var file = JsonSerializer.Serialize(Enumerable.Range(0, 300).Select(number => new { title = $"{number}" }));
        await client.SendAsync("POST", "/api/tasks/import", file);

        var changes = await client.GetJsonAsync("/api/tasks/changes?since=0");

        Assert.Equal(300, changes.GetProperty("tasks").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?since=")]
    [InlineData("?since=-1")]
    [InlineData("?since=r1")]
    [InlineData("?since=1&since=2")]
    [InlineData("?since=99999999999999999999")]
    public async Task Without_a_proper_since_nothing_is_guessed(string query)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("GET", "/api/tasks/changes" + query);

        var problem = await response.BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("query_invalid", problem.Text("code"));
        Assert.Equal("?since", problem.GetProperty("errors")[0].Text("pointer"));
    }
}
