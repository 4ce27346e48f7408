using System.Net;
using System.Net.Http.Headers;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>What frontends of the original design really do.</summary>
[Collection(ApiTests.Name)]
public sealed class FrontendMannersTests(ApiServer server)
{
    [Fact]
    public async Task A_session_of_the_original_frontend_works_unchanged()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);
        var tasks = $"/api/{user}/tasks";

        var created = await client.SendAsync("POST", tasks, """
            {"title": "Buy milk", "description": "", "priority": "medium", "due_date": "2026-12-01T14:30",
             "tags": ["shop"], "completed": false}
            """);
        var id = (await created.BodyAsync(HttpStatusCode.Created)).Number("id");
        var list = await client.GetJsonAsync($"{tasks}/?status=pending&sort=due_date");
        var updated = await client.SendAsync(
            "PUT", $"{tasks}/{id}", """{"title": "Buy oat milk", "description": ""}""");
        var done = await client.SendAsync("PATCH", $"{tasks}/{id}/complete/");
        var deleted = await client.SendAsync("DELETE", $"{tasks}/{id}/");

        Assert.Equal("2026-12-01T14:30:00Z", list[0].Text("due_date"));
        Assert.Equal("Buy oat milk", (await updated.BodyAsync()).Text("title"));
        Assert.True((await done.BodyAsync()).GetProperty("completed").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, deleted.Content.Headers.ContentLength ?? 0);
    }

    [Fact]
    public async Task Toggling_with_a_JSON_content_type_and_no_body_is_fine()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "x"}""");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/tasks/1/complete");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_detail_of_a_refusal_can_be_shown_to_a_person()
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks", """{"title": ""}""");

        var problem = await response.BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("The title must not be empty.", problem.Text("detail"));
    }

    [Fact]
    public async Task Two_users_at_equal_revisions_are_never_told_that_nothing_changed_by_each_other()
    {
        using var alice = server.ClientOfNewUser("alice");
        using var bob = server.ClientOfNewUser("bob");
        await alice.AddAsync("""{"title": "of Alice"}""");
        await bob.AddAsync("""{"title": "of Bob"}""");

        var alices = await alice.SendAsync("GET", "/api/tasks");
        var bobs = await bob.SendAsync("GET", "/api/tasks");

        Assert.Equal(alices.Header("ETag"), bobs.Header("ETag"));
        Assert.True(alices.Headers.CacheControl!.NoStore);
        Assert.Equal(["of Bob"], HttpTalk.Titles(await bobs.BodyAsync()));
    }
}
