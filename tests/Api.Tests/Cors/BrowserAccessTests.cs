using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Cors;

[Collection(ApiTests.Name)]
public sealed class BrowserAccessTests(ApiServer server)
{
    private const string Allowed = "Authorization,Content-Type,If-Match,If-None-Match,Idempotency-Key,Last-Event-ID";
    private const string Exposed =
        "ETag,Link,Location,Retry-After,RateLimit,RateLimit-Policy,Idempotency-Replayed,WWW-Authenticate";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_preflight_passes_without_a_token(string method)
    {
        var response = await server.HttpClient.SendAsync("OPTIONS", "/api/alice/tasks/1/complete", null,
            ("Origin", ApiServer.Origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", "authorization,content-type"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(ApiServer.Origin, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal(Allowed, response.Header("Access-Control-Allow-Headers"));
        Assert.Contains(method, response.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("3600", response.Header("Access-Control-Max-Age"));
    }

    [Theory]
    [InlineData("GET", "/api/alice/tasks", 401)]
    [InlineData("GET", "/api/nothing", 401)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/livez", 200)]
    public async Task Answers_and_errors_without_a_token_can_be_read_by_a_page(string method, string path, int expected)
    {
        var response = await server.HttpClient.SendAsync(method, path, null, ("Origin", ApiServer.Origin));

        Assert.Equal(expected, (int)response.StatusCode);
        AssertReadable(response);
    }

    [Theory]
    [InlineData("GET", "/api/tasks", 200)]
    [InlineData("GET", "/api/bob/tasks", 403)]
    [InlineData("GET", "/api/tasks/1", 404)]
    [InlineData("TRACE", "/api/tasks", 405)]
    [InlineData("POST", "/api/tasks", 415)]
    [InlineData("GET", "/api/tasks?limit=x", 422)]
    public async Task Answers_and_errors_with_a_token_can_be_read_by_a_page(string method, string path, int expected)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync(method, path, null, ("Origin", ApiServer.Origin));

        Assert.Equal(expected, (int)response.StatusCode);
        AssertReadable(response);
    }

    [Theory]
    [InlineData("http://localhost:3001")]
    [InlineData("https://localhost:3000")]
    [InlineData("http://localhost:3000.evil.example")]
    [InlineData("null")]
    public async Task Another_origin_gets_no_permission(string origin)
    {
        var preflight = await server.HttpClient.SendAsync("OPTIONS", "/api/tasks", null,
            ("Origin", origin), ("Access-Control-Request-Method", "GET"));
        var answer = await server.HttpClient.SendAsync("GET", "/livez", null, ("Origin", origin));

        Assert.Equal("", preflight.Header("Access-Control-Allow-Origin"));
        Assert.Equal("", answer.Header("Access-Control-Allow-Origin"));
    }

    private static void AssertReadable(HttpResponseMessage response)
    {
        Assert.Equal(ApiServer.Origin, response.Header("Access-Control-Allow-Origin"));
        Assert.Equal(Exposed, response.Header("Access-Control-Expose-Headers"));
    }
}
