using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class EditingTests(ApiServer server)
{
    private const string Full = """
        {"title": "Milk", "description": "two", "priority": "low", "due_date": "2026-12-01", "tags": ["a"], "order": 5}
        """;

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Only_named_fields_change(string method)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);

        var response = await client.SendAsync(method, "/api/tasks/1", """{"title": "Oat milk"}""");

        var task = await response.BodyAsync();
        Assert.Equal("Oat milk", task.Text("title"));
        Assert.Equal("two", task.Text("description"));
        Assert.Equal("2026-12-01", task.Text("due_date"));
        Assert.Equal(2, task.Number("rev"));
        Assert.Equal("\"r2\"", response.Header("ETag"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Null_sets_the_default_of_every_field_but_the_title(string method)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);
        await client.SendAsync("PATCH", "/api/tasks/1/complete");

        var response = await client.SendAsync(method, "/api/tasks/1",
            """{"description": null, "completed": null, "priority": null, "due_date": null, "tags": null}""");

        var task = await response.BodyAsync();
        Assert.Null(task.Text("description"));
        Assert.False(task.GetProperty("completed").GetBoolean());
        Assert.Equal("none", task.Text("priority"));
        Assert.Null(task.Text("due_date"));
        Assert.Equal(0, task.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task A_title_cannot_be_null()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);

        var response = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": null}""");

        Assert.Equal("title_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task An_empty_due_date_is_none()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);

        var response = await client.SendAsync("PUT", "/api/tasks/1", """{"due_date": ""}""");

        Assert.Null((await response.BodyAsync()).Text("due_date"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_change_that_alters_nothing_takes_no_revision(string method)
    {
        using var client = server.ClientOfNewUser();
        var before = await client.AddAsync(Full);

        var response = await client.SendAsync(method, "/api/tasks/1", "{}");
        var again = await client.SendAsync(method, "/api/tasks/1", Full);

        Assert.Equal(before.GetRawText(), (await response.BodyAsync()).GetRawText());
        Assert.Equal(before.GetRawText(), (await again.BodyAsync()).GetRawText());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"title\"")]
    [InlineData("7")]
    [InlineData("[{\"title\": \"x\"}]")]
    public async Task A_patch_that_is_no_object_is_422(string json)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);

        var response = await client.SendAsync("PATCH", "/api/tasks/1", json);

        Assert.Equal("body_invalid", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("PATCH", "application/merge-patch+json", HttpStatusCode.OK)]
    [InlineData("PATCH", "application/json", HttpStatusCode.OK)]
    [InlineData("PATCH", "application/json-patch+json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT", "application/merge-patch+json", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_merge_patch_is_for_PATCH(string method, string type, HttpStatusCode expected)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/tasks/1");
        request.Content = HttpTalk.Json("""{"title": "x"}""", type);

        var response = await client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("007")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.0")]
    [InlineData("%31x")]
    [InlineData("99999999999999999999")]
    [InlineData("2")]
    public async Task A_task_that_is_not_there_is_404_for_every_method(string id)
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync(Full);

        var answers = new[]
        {
            await client.SendAsync("GET", $"/api/tasks/{id}"),
            await client.SendAsync("PUT", $"/api/tasks/{id}", "{}"),
            await client.SendAsync("PATCH", $"/api/tasks/{id}", "{}"),
            await client.SendAsync("DELETE", $"/api/tasks/{id}"),
            await client.SendAsync("PATCH", $"/api/tasks/{id}/complete"),
        };

        foreach (var answer in answers)
        {
            Assert.Equal("task_not_found", await answer.CodeAsync(HttpStatusCode.NotFound));
        }
    }
}
