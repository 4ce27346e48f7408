using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class ConditionsTests(ApiServer server)
{
    [Theory]
    [InlineData("\"r1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"r9\", \"r1\"", HttpStatusCode.OK)]
    [InlineData(",\"r9\" ,, \"r1\",", HttpStatusCode.OK)]
    [InlineData("\"r2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"r1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"r01\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"R1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"else\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"r99999999999999999999\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("r1", HttpStatusCode.BadRequest)]
    [InlineData("\"r1", HttpStatusCode.BadRequest)]
    [InlineData("\"r1\" \"r2\"", HttpStatusCode.BadRequest)]
    [InlineData("*, \"r1\"", HttpStatusCode.BadRequest)]
    [InlineData("\"r 1\"", HttpStatusCode.BadRequest)]
    [InlineData(",", HttpStatusCode.BadRequest)]
    [InlineData("w/\"r1\"", HttpStatusCode.BadRequest)]
    public async Task If_Match_compares_strongly_on_every_write_of_a_task(string ifMatch, HttpStatusCode expected)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");
        var header = ("If-Match", ifMatch);

        var patch = await client.SendAsync("PATCH", "/api/tasks/1", "{}", header);
        var put = await client.SendAsync("PUT", "/api/tasks/1", "{}", header);
        var complete = await client.SendAsync("PATCH", "/api/tasks/1/complete", """{"completed": false}""", header);
        var delete = await client.SendAsync("DELETE", "/api/tasks/1", null, header);

        Assert.Equal(expected, patch.StatusCode);
        Assert.Equal(expected, put.StatusCode);
        Assert.Equal(expected, complete.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? HttpStatusCode.NoContent : expected, delete.StatusCode);
    }

    [Fact]
    public async Task A_stale_write_is_shown_the_task_as_it_is()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");
        await client.SendAsync("PATCH", "/api/tasks/1", """{"title": "y"}""");
        var current = await client.GetJsonAsync("/api/tasks/1");

        var response = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": "z"}""", ("If-Match", "\"r1\""));

        var problem = await response.BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("precondition_failed", problem.Text("code"));
        Assert.Equal(current.GetRawText(), problem.GetProperty("current").GetRawText());
    }

    [Theory]
    [InlineData("POST", "{\"title\": \"y\"}", HttpStatusCode.Created)]
    [InlineData("DELETE", null, HttpStatusCode.NoContent)]
    public async Task On_the_list_If_Match_is_about_its_revision(string method, string? json, HttpStatusCode expected)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var stale = await client.SendAsync(method, "/api/tasks", json, ("If-Match", "\"r0\""));
        var fresh = await client.SendAsync(method, "/api/tasks", json, ("If-Match", "\"r1\""));

        var problem = await stale.BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("""{"rev":1}""", problem.GetProperty("current").GetRawText());
        Assert.Equal(expected, fresh.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_404_before_412_and_a_broken_rule_goes_before_both()
    {
        using var client = server.ClientOfNewUser();

        var missing = await client.SendAsync("PATCH", "/api/tasks/1", "{}", ("If-Match", "\"r1\""));
        var invalid = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": ""}""", ("If-Match", "\"r1\""));

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, invalid.StatusCode);
    }

    [Theory]
    [InlineData("\"r1\"", true)]
    [InlineData("W/\"r1\"", true)]
    [InlineData("\"r0\", W/\"r1\"", true)]
    [InlineData("*", true)]
    [InlineData("\"r2\"", false)]
    [InlineData("r1", false)]
    [InlineData("\"r1", false)]
    public async Task If_None_Match_compares_weakly_on_reads(string ifNoneMatch, bool isKnown)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        foreach (var path in new[] { "/api/tasks", "/api/tasks/1", "/api/me/tasks?status=all" })
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                var response = await client.SendAsync(method, path, null, ("If-None-Match", ifNoneMatch));

                Assert.Equal(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK, response.StatusCode);
                Assert.Equal("\"r1\"", response.Header("ETag"));
            }
        }
    }

    [Fact]
    public async Task Several_lines_of_one_header_are_one_list()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);
        await client.AddAsync("""{"title": "x"}""");
        var head = $"DELETE /api/tasks/1 HTTP/1.1\r\nHost: {server.BaseAddress.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {ApiServer.TokenFor(user)}\r\n";

        var malformed = await RawHttp.SendAsync(server.BaseAddress, head + "If-Match: *\r\nIf-Match: \"r1\"\r\n\r\n");
        var matching = await RawHttp.SendAsync(
            server.BaseAddress, head + "If-Match: \"r7\"\r\nIf-Match: \"r1\"\r\n\r\n");

        Assert.Equal(400, malformed.Status);
        Assert.Equal(204, matching.Status);
    }

    [Fact]
    public async Task Dates_are_no_conditions()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var read = await client.SendAsync(
            "GET", "/api/tasks/1", null, ("If-Modified-Since", "Sun, 01 Jan 2090 00:00:00 GMT"));
        var write = await client.SendAsync(
            "PATCH", "/api/tasks/1", "{}", ("If-Unmodified-Since", "Mon, 01 Jan 1990 00:00:00 GMT"));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.OK, write.StatusCode);
    }
}
