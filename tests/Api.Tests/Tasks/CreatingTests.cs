using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class CreatingTests(ApiServer server)
{
    [Fact]
    public async Task A_new_task_needs_only_a_title_and_gets_every_default()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);

        var response = await client.SendAsync("POST", "/api/tasks", """{"title": "  Buy milk \n"}""");

        var task = await response.BodyAsync(HttpStatusCode.Created);
        Assert.Equal("Buy milk", task.Text("title"));
        Assert.Equal(user, task.Text("user_id"));
        Assert.Equal("none", task.Text("priority"));
        Assert.Equal(1_024, task.Number("order"));
        Assert.Equal(1, task.Number("rev"));
        Assert.Null(task.Text("due_date"));
        Assert.Null(task.Text("completed_at"));
        Assert.Empty(task.GetProperty("tags").EnumerateArray());
        Assert.Equal($"{server.BaseAddress}api/tasks/1", task.Text("url"));
        Assert.Equal(task.Text("url"), response.Header("Location"));
        Assert.Equal("\"r1\"", response.Header("ETag"));
    }

    [Fact]
    public async Task A_new_task_takes_every_field_that_may_be_set()
    {
        using var client = server.ClientOfNewUser();

        var task = await client.AddAsync("""
            {"title": "Dentist", "description": "bring the card\n", "completed": true, "priority": "high",
             "due_date": "2026-12-01T09:30:00+02:00", "tags": ["health", "Übel 🦷"], "order": -5}
            """);

        Assert.Equal("bring the card\n", task.Text("description"));
        Assert.True(task.GetProperty("completed").GetBoolean());
        Assert.NotNull(task.Text("completed_at"));
        Assert.Equal("high", task.Text("priority"));
        Assert.Equal("2026-12-01T07:30:00Z", task.Text("due_date"));
        Assert.Equal("Übel 🦷", task.GetProperty("tags")[1].GetString());
        Assert.Equal(-5, task.Number("order"));
    }

    [Fact]
    public async Task What_the_server_sets_and_what_nobody_knows_is_ignored()
    {
        using var client = server.ClientOfNewUser();

        var task = await client.AddAsync("""
            {"id": 99, "user_id": "bob", "rev": 7, "url": "x", "created_at": 1, "updated_at": {},
             "completed_at": [1, [2]], "who": {"knows": [null]}, "title": "Mine"}
            """);

        Assert.Equal(1, task.Number("id"));
        Assert.Equal(1, task.Number("rev"));
        Assert.Null(task.Text("completed_at"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_the_first_gives_the_code()
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync(
            "POST", "/api/tasks", """{"tags": ["a", "a"], "title": " ", "order": 1.5}""");

        var problem = await response.BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("tags_invalid", problem.Text("code"));
        var pointers = problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("pointer")!).ToArray();
        Assert.Equal(["/tags", "/title", "/order"], pointers);
        Assert.Equal(problem.GetProperty("errors")[0].Text("detail"), problem.Text("detail"));
        Assert.Equal(0, (await client.GetJsonAsync("/api/tasks")).GetArrayLength());
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/merge-patch+json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.Created)]
    [InlineData("application/json;charset=\"utf-8\"; q=1", HttpStatusCode.Created)]
    [InlineData("APPLICATION/JSON", HttpStatusCode.Created)]
    public async Task Only_JSON_in_UTF8_is_taken(string type, HttpStatusCode expected)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.PostAsync("/api/tasks", HttpTalk.Json("""{"title": "x"}""", type));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_is_not_understood()
    {
        using var client = server.ClientOfNewUser();
        var content = HttpTalk.Json("""{"title": "x"}""");
        content.Headers.ContentEncoding.Add("gzip");

        var response = await client.PostAsync("/api/tasks", content);

        Assert.Equal("unsupported_media_type", await response.CodeAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{")]
    [InlineData("{\"title\": \"x\"} x")]
    [InlineData("{\"title\": 'x'}")]
    [InlineData("{\"title\": \"x\",}")]
    [InlineData("{\"title\": \"x\", \"title\": \"y\"}")]
    [InlineData("{\"title\": \"x\", \"t\\u0069tle\": \"y\"}")]
    [InlineData("{\"title\": \"line\nfeed\"}")]
    [InlineData("\uFEFF{\"title\": \"x\"}")]
    public async Task JSON_that_cannot_be_read_is_400(string json)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks", json);

        Assert.Equal("json_unreadable", await response.CodeAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_400_wherever_the_bad_byte_is()
    {
        using var client = server.ClientOfNewUser();
        var content = new ByteArrayContent([.. "{\"title\": \"x\", \"unknown\": \""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        var response = await client.PostAsync("/api/tasks", content);

        Assert.Equal("json_unreadable", await response.CodeAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_may_have_64_KiB_and_not_one_byte_more(bool chunked)
    {
        using var client = server.ClientOfNewUser();

        var fits = await client.SendAsync(Padded(64 * 1_024, chunked));
        var tooLarge = await client.SendAsync(Padded((64 * 1_024) + 1, chunked));

        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        Assert.Equal("body_too_large", await tooLarge.CodeAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    private static HttpRequestMessage Padded(int length, bool chunked)
    {
        var start = """{"title": "x", "unknown": " """;
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks");
        request.Content = HttpTalk.Json(start + new string('x', length - start.Length - 2) + "\"}");
        request.Headers.TransferEncodingChunked = chunked;
        return request;
    }
}
