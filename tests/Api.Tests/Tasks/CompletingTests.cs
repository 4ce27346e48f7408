using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class CompletingTests(ApiServer server)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"unknown\": 1}")]
    public async Task Without_a_word_it_toggles(string? json)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var done = await client.SendAsync("PATCH", "/api/tasks/1/complete", json);
        var open = await client.SendAsync("PATCH", "/api/tasks/1/complete", json);

        Assert.NotNull((await done.BodyAsync()).Text("completed_at"));
        Assert.Null((await open.BodyAsync()).Text("completed_at"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task An_empty_body_is_no_body_whatever_it_says_it_is(string type)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/tasks/1/complete");
        request.Content = HttpTalk.Json("", type);

        var response = await client.SendAsync(request);

        Assert.True((await response.BodyAsync()).GetProperty("completed").GetBoolean());
    }

    [Fact]
    public async Task Saying_what_is_meant_is_safe_to_repeat()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var first = await client.SendAsync("PATCH", "/api/tasks/1/complete", """{"completed": true}""");
        var again = await client.SendAsync("PATCH", "/api/tasks/1/complete", """{"completed": true}""");

        Assert.Equal((await first.BodyAsync()).GetRawText(), (await again.BodyAsync()).GetRawText());
    }

    [Theory]
    [InlineData("{\"completed\": \"yes\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"completed\": null}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"completed\": 1}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("true", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("{\"completed\": true, \"completed\": false}", HttpStatusCode.BadRequest)]
    public async Task A_word_that_is_not_understood_changes_nothing(string json, HttpStatusCode expected)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");

        var response = await client.SendAsync("PATCH", "/api/tasks/1/complete", json);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(1, (await client.GetJsonAsync("/api/tasks/1")).Number("rev"));
    }
}
