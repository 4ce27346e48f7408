using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class IdempotencyTests(ApiServer server)
{
    private const string Create = """{"title": "new"}""";

    /// <summary>Every write but the erasure, on a list of two tasks.</summary>
    public static TheoryData<string, string, string?> Writes => new()
    {
        { "POST", "/api/tasks", Create },
        { "DELETE", "/api/tasks?status=all", null },
        { "PUT", "/api/tasks/1", """{"title": "put"}""" },
        { "PATCH", "/api/tasks/1", """{"title": "patched"}""" },
        { "PATCH", "/api/tasks/1", "{}" },
        { "PATCH", "/api/tasks/1/complete", null },
        { "DELETE", "/api/tasks/1", null },
        { "POST", "/api/tasks/batch", """{"operations": [{"op": "create", "body": {"title": "b"}}]}""" },
        { "POST", "/api/tasks/batch", """{"operations": []}""" },
        { "POST", "/api/tasks/import", """[{"title": "imported"}]""" },
        { "POST", "/api/tasks/import?dry_run=true", """[{"title": "imported"}]""" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_with_a_known_key_is_answered_as_the_first_time_and_not_done_again(
        string method, string path, string? json)
    {
        using var client = await ClientWithTasksAsync();

        var first = await client.SendAsync(method, path, json, Key("k"));
        await client.SendAsync("PATCH", "/api/tasks/2", """{"priority": "high"}""");
        var before = await client.SendAsync("GET", "/api/tasks");
        var again = await client.SendAsync(method, path, json, Key("k"));
        var after = await client.SendAsync("GET", "/api/tasks");

        Assert.True(first.IsSuccessStatusCode, $"{first.StatusCode}");
        Assert.Equal(first.StatusCode, again.StatusCode);
        Assert.Equal("", first.Header("Idempotency-Replayed"));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal(first.Header("ETag"), again.Header("ETag"));
        Assert.Equal(first.Header("Location"), again.Header("Location"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(before.Header("ETag"), after.Header("ETag"));
    }

    [Theory]
    [InlineData("POST", "/api/tasks", """{"title": "other"}""", "")]
    [InlineData("POST", "/api/tasks?x=1", Create, "")]
    [InlineData("POST", "/api/tasks", Create, "*")]
    [InlineData("PUT", "/api/tasks/1", Create, "")]
    [InlineData("PATCH", "/api/tasks/1", Create, "")]
    [InlineData("POST", "/api/tasks/import", Create, "")]
    [InlineData("DELETE", "/api/tasks", null, "")]
    [InlineData("DELETE", "/api/tasks/1", null, "")]
    [InlineData("POST", "/api/tasks", """{"title": ""}""", "")]
    [InlineData("POST", "/api/tasks", "{", "")]
    [InlineData("POST", "/api/tasks", Create, "malformed")]
    [InlineData("POST", "/api/tasks/batch", "[]", "")]
    [InlineData("DELETE", "/api/tasks?stauts=all", null, "")]
    [InlineData("DELETE", "/api/tasks/", null, "")]
    [InlineData("DELETE", "/api/tasks/01", null, "")]
    [InlineData("PATCH", "/api/tasks/99", "{}", "")]
    public async Task A_key_of_another_request_is_refused_before_anything_else(
        string method, string path, string? json, string ifMatch)
    {
        using var client = await ClientWithTasksAsync();
        await client.SendAsync("POST", "/api/tasks", Create, Key("k"));

        var response = ifMatch.Length == 0
            ? await client.SendAsync(method, path, json, Key("k"))
            : await client.SendAsync(method, path, json, Key("k"), ("If-Match", ifMatch));

        Assert.Equal("idempotency_key_reused", await response.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(3, (await client.TitlesAsync("/api/tasks")).Length);
    }

    [Fact]
    public async Task A_body_of_another_kind_or_size_under_a_known_key_is_another_request()
    {
        using var client = await ClientWithTasksAsync();
        await client.SendAsync("POST", "/api/tasks", Create, Key("k"));
        using var typed = new HttpRequestMessage(HttpMethod.Post, "/api/tasks")
        {
            Content = HttpTalk.Json(Create, "text/plain"),
        };
        typed.Headers.Add("Idempotency-Key", "k");

        var large = await client.SendAsync("POST", "/api/tasks", new string(' ', 70_000) + Create, Key("k"));
        var other = await client.SendAsync(typed);

        Assert.Equal("idempotency_key_reused", await large.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("idempotency_key_reused", await other.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"k")]
    [InlineData("k\"")]
    [InlineData("\"k\" x")]
    [InlineData("\"k\\x\"")]
    [InlineData("\"k\\")]
    [InlineData("a\tb")]
    public async Task A_key_that_cannot_be_read_is_400_before_the_body_is_looked_at(string key)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("POST", "/api/tasks", """{"title": ""}""", Key(key));

        Assert.Equal("idempotency_key_malformed", await response.CodeAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_key_has_up_to_255_characters()
    {
        using var client = server.ClientOfNewUser();

        var longest = await client.SendAsync("POST", "/api/tasks", Create, Key(new string('k', 255)));
        var tooLong = await client.SendAsync("POST", "/api/tasks", Create, Key(new string('k', 256)));

        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        Assert.Equal("idempotency_key_malformed", await tooLong.CodeAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("k", "\"k\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("one key", " \"one key\" ")]
    public async Task Quoted_or_bare_it_is_the_same_key_from_whichever_base(string bare, string quoted)
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);

        var first = await client.SendAsync("POST", "/api/tasks", Create, Key(bare));
        var again = await client.SendAsync("POST", $"/api/{user}/tasks/", Create, Key(quoted));
        var third = await client.SendAsync("POST", "/api/me/tasks", Create, Key(quoted));

        Assert.Equal("", first.Header("Idempotency-Replayed"));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal("true", third.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_known_key_replays_whatever_the_precondition_says_now()
    {
        using var client = await ClientWithTasksAsync();
        var condition = ("If-Match", "\"r1\"");

        var first = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": "y"}""", condition, Key("k"));
        var again = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": "y"}""", condition, Key("k"));
        await client.SendAsync("DELETE", "/api/tasks/1");
        var gone = await client.SendAsync("PATCH", "/api/tasks/1", """{"title": "y"}""", condition, Key("k"));

        Assert.Equal("\"r3\"", first.Header("ETag"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("y", (await gone.BodyAsync()).Text("title"));
    }

    [Fact]
    public async Task A_refusal_is_not_stored_and_its_key_is_free()
    {
        using var client = await ClientWithTasksAsync();

        var stale = await client.SendAsync("PATCH", "/api/tasks/1", "{}", ("If-Match", "\"r9\""), Key("k"));
        var invalid = await client.SendAsync("POST", "/api/tasks", """{"title": ""}""", Key("k"));
        var good = await client.SendAsync("POST", "/api/tasks", Create, Key("k"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("title_invalid", await invalid.CodeAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(HttpStatusCode.Created, good.StatusCode);
    }

    [Fact]
    public async Task Requests_with_one_key_at_the_same_time_are_one()
    {
        using var client = server.ClientOfNewUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            client.SendAsync("POST", "/api/tasks", Create, Key("k"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers, answer => answer.Header("Idempotency-Replayed").Length == 0);
        Assert.Single(await client.TitlesAsync("/api/tasks"));
    }

    [Fact]
    public async Task A_key_is_its_users_alone()
    {
        using var one = server.ClientOfNewUser();
        using var other = server.ClientOfNewUser();

        await one.SendAsync("POST", "/api/tasks", Create, Key("k"));
        var response = await other.SendAsync("POST", "/api/tasks", """{"title": "mine"}""", Key("k"));

        Assert.Equal("mine", (await response.BodyAsync(HttpStatusCode.Created)).Text("title"));
    }

    private static (string Name, string Value) Key(string key) => ("Idempotency-Key", key);

    private async Task<HttpClient> ClientWithTasksAsync()
    {
        var client = server.ClientOfNewUser();
        await client.AddAsync("""{"title": "a"}""");
        await client.AddAsync("""{"title": "b"}""");
        return client;
    }
}
