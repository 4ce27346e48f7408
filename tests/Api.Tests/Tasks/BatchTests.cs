using System.Net;
using System.Text.Json;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class BatchTests(ApiServer server)
{
    [Fact]
    public async Task A_batch_is_one_revision_and_answers_for_each_operation()
    {
        using var client = await ClientWithTasksAsync();

        var response = await client.SendAsync("POST", "/api/tasks/batch", """
            {"operations": [
                {"op": "create", "ref": "a", "body": {"title": "new"}},
                {"op": "complete", "id": "$a", "body": {"completed": true}},
                {"op": "patch", "id": 1, "if_match": "r1", "body": {"title": "one!"}},
                {"op": "complete", "id": 2},
                {"op": "delete", "id": 3, "if_match": "\"r3\""},
                {"op": "reorder", "ids": [2, "$a", 1]}
            ]}
            """);

        var answer = await response.BodyAsync();
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal("\"r4\"", response.Header("ETag"));
        Assert.Equal(4, answer.Number("rev"));
        Assert.Equal([201, 200, 200, 200, 204, 204], results.Select(result => result.Number("status")));
        Assert.All(results.Take(4), result => Assert.Equal(4, result.GetProperty("task").Number("rev")));
        Assert.True(results[0].GetProperty("task").GetProperty("completed").GetBoolean());
        Assert.Equal(["two", "new", "one!"], await client.TitlesAsync("/api/tasks?sort=order"));
    }

    [Theory]
    [InlineData("""{"op": "create", "body": {"title": ""}}""", 422, "title_invalid", "/operations/1/body/title")]
    [InlineData("""{"op": "create"}""", 422, "body_invalid", "/operations/1/body")]
    [InlineData("""{"op": "create", "ref": "a", "body": {"title": "x"}}""", 422, "ref_invalid", "/operations/1/ref")]
    [InlineData("""{"op": "create", "if_match": "*", "body": {"title": "x"}}""", 422, "if_match_invalid",
        "/operations/1/if_match")]
    [InlineData("""{"op": "patch", "id": 1}""", 422, "body_invalid", "/operations/1/body")]
    [InlineData("""{"op": "patch", "id": "1", "body": {}}""", 422, "id_invalid", "/operations/1/id")]
    [InlineData("""{"op": "delete", "id": "$b"}""", 422, "id_invalid", "/operations/1/id")]
    [InlineData("""{"op": "delete", "id": 0}""", 422, "id_invalid", "/operations/1/id")]
    [InlineData("""{"op": "delete"}""", 422, "id_invalid", "/operations/1/id")]
    [InlineData("""{"op": "delete", "id": 1, "if_match": "one"}""", 422, "if_match_invalid",
        "/operations/1/if_match")]
    [InlineData("""{"op": "complete", "id": 1, "body": {"completed": 1}}""", 422, "completed_invalid",
        "/operations/1/body/completed")]
    [InlineData("""{"op": "reorder", "ids": [1, 1]}""", 422, "ids_invalid", "/operations/1/ids")]
    [InlineData("""{"op": "reorder", "ids": []}""", 422, "ids_invalid", "/operations/1/ids")]
    [InlineData("""{"op": "reorder", "ids": [1, "$z"]}""", 422, "ids_invalid", "/operations/1/ids/1")]
    [InlineData("""{"op": "shout"}""", 422, "op_invalid", "/operations/1/op")]
    [InlineData("7", 422, "op_invalid", "/operations/1/op")]
    [InlineData("""{"op": "delete", "id": 99}""", 404, "task_not_found", null)]
    [InlineData("""{"op": "reorder", "ids": [1, 99]}""", 404, "task_not_found", null)]
    [InlineData("""{"op": "delete", "id": 1, "if_match": "r2"}""", 412, "precondition_failed", null)]
    [InlineData("""{"op": "delete", "id": 1, "id": 2}""", 400, "json_unreadable", null)]
    public async Task A_refusal_names_its_operation_and_nothing_has_happened(
        string operation, int status, string code, string? at)
    {
        using var client = await ClientWithTasksAsync();
        var before = await client.SendAsync("GET", "/api/tasks");

        var response = await client.SendAsync("POST", "/api/tasks/batch", $$$"""
            {"operations": [
                {"op": "create", "ref": "a", "body": {"title": "new"}}, {{{operation}}},
                {"op": "create", "ref": "b", "body": {"title": "newer"}}
            ]}
            """);

        var problem = await response.BodyAsync((HttpStatusCode)status);
        var after = await client.SendAsync("GET", "/api/tasks");
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(1, problem.Number("index"));
        Assert.Equal(
            at, problem.TryGetProperty("errors", out var errors) ? errors[0].Text("pointer") : null);
        Assert.Equal(status == 412, problem.TryGetProperty("current", out _));
        Assert.Equal(before.Header("ETag"), after.Header("ETag"));
        Assert.Equal(await before.Content.ReadAsStringAsync(), await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_header_of_a_batch_is_about_the_list()
    {
        using var client = await ClientWithTasksAsync();
        const string Batch = """{"operations": [{"op": "delete", "id": 1}]}""";

        var stale = await client.SendAsync("POST", "/api/tasks/batch", Batch, ("If-Match", "\"r1\""));
        var fresh = await client.SendAsync("POST", "/api/tasks/batch", Batch, ("If-Match", "\"r3\""));

        var problem = await stale.BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("""{"rev":3}""", problem.GetProperty("current").GetRawText());
        Assert.False(problem.TryGetProperty("index", out _));
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Theory]
    [InlineData("[]", "body_invalid")]
    [InlineData("{}", "operations_invalid")]
    [InlineData("""{"operations": {}}""", "operations_invalid")]
    public async Task What_is_no_batch_is_refused(string body, string code)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks/batch", body);

        Assert.Equal(code, await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("""{"operations": []} x""")]
    [InlineData("""{"operations": [{"op": "\ud800"}]}""")]
    [InlineData("""{"operations": [], "operations": []}""")]
    [InlineData("")]
    public async Task What_is_no_JSON_is_400(string body)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks/batch", body);

        Assert.Equal("json_unreadable", await response.CodeAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_hundred_operations_of_more_than_a_plain_body_are_taken_and_no_more()
    {
        using var client = server.ClientOfNewUser();
        var operation = new { op = "create", body = new { title = "x", description = new string('d', 4_000) } };

        var most = await client.SendAsync("POST", "/api/tasks/batch", BatchOf(operation, 100));
        var more = await client.SendAsync("POST", "/api/tasks/batch", BatchOf(operation, 101));
        var large = await client.SendAsync("POST", "/api/tasks/batch", new string(' ', (2 * 1_024 * 1_024) + 1));

        Assert.Equal(100, (await most.BodyAsync()).GetProperty("results").GetArrayLength());
        Assert.Equal("operations_invalid", await more.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("body_too_large", await large.CodeAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    private static string BatchOf(object operation, int count) =>
        JsonSerializer.Serialize(new { operations = Enumerable.Repeat(operation, count) });

    private async Task<HttpClient> ClientWithTasksAsync()
    {
        var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "one"}""");
        await client.AddAsync("""{"title": "two"}""");
        await client.AddAsync("""{"title": "three"}""");
        return client;
    }
}
