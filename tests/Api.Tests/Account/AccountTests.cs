using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Account;

[Collection(ApiTests.Name)]
public sealed class AccountTests(ApiServer server)
{
    [Fact]
    public async Task The_account_says_who_you_are_and_what_you_have()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);
        await client.AddAsync("""{"title": "é", "tags": ["t"], "completed": true}""");
        await client.AddAsync("""{"title": "ab"}""");

        var account = await client.GetJsonAsync("/api/me/");

        Assert.Equal(user, account.Text("subject"));
        Assert.Equal(2, account.Number("rev"));
        Assert.Equal("""{"total":2,"pending":1,"completed":1}""", account.GetProperty("counts").GetRawText());
        Assert.Equal("""{"tasks":10000,"bytes":8388608}""", account.GetProperty("limits").GetRawText());
        Assert.Equal("""{"tasks":2,"bytes":5}""", account.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Erasing_forgets_tasks_deletions_and_keys_and_the_revision_goes_on()
    {
        using var client = server.ClientOfNewUser();
        var key = ("Idempotency-Key", "k");
        await client.SendAsync("POST", "/api/tasks", """{"title": "a"}""", key);
        await client.AddAsync("""{"title": "b"}""");
        await client.SendAsync("DELETE", "/api/tasks/2");

        var erased = await client.SendAsync("DELETE", "/api/me");
        var account = await client.GetJsonAsync("/api/me");
        var changes = await client.GetJsonAsync("/api/tasks/changes?since=2");
        var again = await client.SendAsync("POST", "/api/tasks", """{"title": "c"}""", key);

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Equal(4, account.Number("rev"));
        Assert.Equal(0, account.GetProperty("usage").Number("tasks"));
        Assert.True(changes.GetProperty("reset").GetBoolean());
        Assert.Equal(3, (await again.BodyAsync(HttpStatusCode.Created)).Number("id"));
    }

    [Fact]
    public async Task Erasing_can_ask_that_nothing_has_changed_since()
    {
        using var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a"}""");

        var malformed = await client.SendAsync("DELETE", "/api/me", null, ("If-Match", "r1"));
        var stale = await client.SendAsync("DELETE", "/api/me", null, ("If-Match", "\"r0\""));
        var kept = await client.TitlesAsync("/api/tasks");
        var fresh = await client.SendAsync("DELETE", "/api/me", null, ("If-Match", "\"r1\""));

        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        var problem = await stale.BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("""{"rev":1}""", problem.GetProperty("current").GetRawText());
        Assert.Single(kept);
        Assert.Equal(HttpStatusCode.NoContent, fresh.StatusCode);
        Assert.Empty(await client.TitlesAsync("/api/tasks"));
    }

    [Fact]
    public async Task Erasing_touches_nobody_else()
    {
        using var client = server.ClientOfNewUser();
        using var other = server.ClientOfNewUser();
        await other.AddAsync("""{"title": "stays"}""");

        await client.SendAsync("DELETE", "/api/me");

        Assert.Single(await other.TitlesAsync("/api/tasks"));
    }
}
