using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class MovingTests(ApiServer server)
{
    [Fact]
    public async Task Exported_erased_and_imported_a_list_is_the_same_but_for_id_rev_and_url()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "plain"}""");
        await client.AddAsync("""{"title": "\"quoted\" <b> é 🎉", "description": "a\nb\tc", "completed": true}""");
        await client.AddAsync("""{"title": "day", "due_date": "2026-12-01", "priority": "high", "tags": ["b", "a"]}""");
        await client.AddAsync("""{"title": "at", "due_date": "2026-12-01T08:00:00.123456+02:00", "order": -5}""");
        await client.SendAsync("PATCH", "/api/tasks/1/complete");
        await client.SendAsync("DELETE", "/api/tasks/3");
        var before = await client.GetJsonAsync("/api/tasks");

        var export = await client.SendAsync("GET", "/api/tasks/export");
        var file = await export.Content.ReadAsStringAsync();
        var erased = await client.SendAsync("DELETE", "/api/me");
        var empty = await client.TitlesAsync("/api/tasks");
        var import = await client.SendAsync("POST", "/api/tasks/import", file);

        Assert.Contains("filename=\"tasks-", export.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Empty(empty);
        Assert.Equal(3, (await import.BodyAsync()).Number("imported"));
        Assert.Equal(Content(before), Content(await client.GetJsonAsync("/api/tasks")));
    }

    [Fact]
    public async Task A_dry_run_only_tells()
    {
        using var client = server.ClientOfNewUser();

        var good = await client.SendAsync("POST", "/api/tasks/import?dry_run=true", """[{"title": "a"}]""");
        var bad = await client.SendAsync("POST", "/api/tasks/import?dry_run=true", """[{"title": ""}]""");

        Assert.Equal(
            """{"rev":0,"dry_run":true,"imported":0,"would_import":1}""", await good.Content.ReadAsStringAsync());
        Assert.Equal("title_invalid", await bad.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Empty(await client.TitlesAsync("/api/tasks"));
    }

    [Theory]
    [InlineData("""[{"title": "a"}, {"title": ""}]""", "title_invalid", "/1/title")]
    [InlineData("""[{"title": "a"}, {}]""", "title_invalid", "/1/title")]
    [InlineData("""[{"title": "a"}, 7]""", "body_invalid", "/1")]
    [InlineData("""[{"title": "a"}, {"title": "b", "created_at": "2026-12-01"}]""", "created_at_invalid",
        "/1/created_at")]
    [InlineData("""[{"title": "a"}, {"title": "b", "updated_at": 7}]""", "updated_at_invalid", "/1/updated_at")]
    [InlineData("""[{"title": "a"}, {"title": "b", "completed_at": "soon"}]""", "completed_at_invalid",
        "/1/completed_at")]
    [InlineData("""{"format": "taskactors", "version": 1, "tasks": [{"title": "a"}, {"title": null}]}""",
        "title_invalid", "/tasks/1/title")]
    public async Task A_file_with_one_wrong_task_imports_nothing_and_names_it(
        string file, string code, string at)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks/import", file);

        var problem = await response.BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(1, problem.Number("index"));
        Assert.Equal(at, problem.GetProperty("errors")[0].Text("pointer"));
        Assert.Empty(await client.TitlesAsync("/api/tasks"));
    }

    [Theory]
    [InlineData("", "7", "format_invalid")]
    [InlineData("", """{"tasks": []}""", "format_invalid")]
    [InlineData("", """{"format": "taskactors", "version": 2, "tasks": []}""", "version_invalid")]
    [InlineData("", """{"format": "taskactors", "version": 1}""", "tasks_invalid")]
    [InlineData("?dryrun=true", "[]", "query_invalid")]
    [InlineData("?dry_run=yes", "[]", "query_invalid")]
    [InlineData("?dry_run=true&dry_run=false", "[]", "query_invalid")]
    public async Task What_is_no_import_is_refused(string query, string file, string code)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks/import" + query, file);

        Assert.Equal(code, await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("""{"completed": true, "updated_at": "2020-02-02T00:00:00Z"}""", "2020-02-02T00:00:00Z")]
    [InlineData("""{"completed_at": "2020-02-02T01:00:00+01:00"}""", "2020-02-02T00:00:00Z")]
    [InlineData("""{"completed": false, "completed_at": "2020-02-02T00:00:00Z"}""", null)]
    [InlineData("""{"completed": true, "created_at": "2020-02-02T00:00:00.123456"}""", "2020-02-02T00:00:00.123456Z")]
    public async Task Completion_is_what_the_file_says(string task, string? completedAt)
    {
        using var client = server.ClientOfNewUser();
        var json = JsonNode.Parse(task)!.AsObject();
        json["title"] = "x";

        await client.SendAsync("POST", "/api/tasks/import", $"[{json.ToJsonString()}]");

        Assert.Equal(completedAt, (await client.GetJsonAsync("/api/tasks/1")).Text("completed_at"));
    }

    [Fact]
    public async Task A_large_file_goes_through_and_one_of_too_many_tasks_leaves_nothing()
    {
        using var client = server.ClientOfNewUser();
        var description = new string('d', 700);
        string File(int count) => JsonSerializer.Serialize(
            Enumerable.Range(0, count).Select(number => new { title = $"{number}", description }));

        var tooMany = await client.SendAsync("POST", "/api/tasks/import", File(10_001));
        var empty = await client.TitlesAsync("/api/tasks");
        var most = await client.SendAsync("POST", "/api/tasks/import", File(10_000));

        Assert.Equal("tasks_limit", await tooMany.CodeAsync(HttpStatusCode.Conflict));
        Assert.Empty(empty);
        Assert.Equal(10_000, (await most.BodyAsync()).Number("imported"));
    }

    private static string Content(JsonElement list)
    {
        var tasks = JsonNode.Parse(list.GetRawText())!.AsArray();
        foreach (var task in tasks.Select(task => task!.AsObject()))
        {
            Assert.True(task.Remove("id") && task.Remove("rev") && task.Remove("url"));
        }

        return tasks.ToJsonString();
    }
}
