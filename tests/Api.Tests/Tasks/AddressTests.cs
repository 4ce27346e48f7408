using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>Whose list an address names, byte for byte: no two users may ever be taken for one.</summary>
[Collection(ApiTests.Name)]
public sealed class AddressTests(ApiServer server)
{
    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("A", "%41")]
    [InlineData("%41", "%2541")]
    [InlineData("a+x", "a+x")]
    [InlineData("a+x", "a%2Bx")]
    [InlineData("a x", "a%20x")]
    [InlineData("x/y", "x%2Fy")]
    [InlineData("x/y", "x%2fy")]
    [InlineData("x\\y", "x%5Cy")]
    [InlineData("ME", "ME")]
    [InlineData("Tasks", "Tasks")]
    [InlineData("jürgen", "j%C3%BCrgen")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("auth0|7", "auth0|7")]
    [InlineData("...", "...")]
    [InlineData("{user_id}", "{user_id}")]
    public async Task A_users_own_id_opens_their_list_however_it_is_escaped(string user, string segment)
    {
        var answer = await AskAsync(user, "GET", $"/api/{segment}/tasks");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("A", "a")]
    [InlineData("abc", "ABC")]
    [InlineData("10", "010")]
    [InlineData("A", "%2541")]
    [InlineData("%41", "%41")]
    [InlineData("a x", "a+x")]
    [InlineData("a+x", "a%20x")]
    [InlineData("a+x", "A+x")]
    [InlineData("alice", "alice%20")]
    [InlineData("alice", "alice%00")]
    [InlineData("alice", "alice%0A")]
    [InlineData("e\u0301", "%C3%A9")]
    [InlineData("alice", "ME")]
    [InlineData("alice", "Me")]
    [InlineData("alice", "TASKS")]
    [InlineData("x", "x%2Fy")]
    public async Task Any_other_id_is_403_or_unreadable_and_shows_nothing(string user, string segment)
    {
        foreach (var path in new[] { "tasks", "tasks/1", "tasks/1/complete", "tasks/nothing/here", "tasks/" })
        {
            foreach (var method in new[] { "GET", "HEAD", "PUT", "DELETE", "BREW" })
            {
                var answer = await AskAsync(user, method, $"/api/{segment}/{path}");

                Assert.Equal(segment.Contains("%00", StringComparison.Ordinal) ? 400 : 403, answer.Status);
            }
        }
    }

    [Theory]
    [InlineData("/api/x/y/tasks")]
    [InlineData("/api/./tasks")]
    [InlineData("/api/../api/tasks")]
    [InlineData("/api/bob/../tasks")]
    [InlineData("/api/%2e/tasks")]
    [InlineData("/api/%2E%2e/api/tasks")]
    [InlineData("/x/../api/tasks")]
    [InlineData("/api//tasks")]
    [InlineData("/api/tasks//")]
    [InlineData("/api/tasks//complete")]
    [InlineData("/api/me//tasks")]
    [InlineData("/api/%C0%AE/tasks")]
    [InlineData("/api/%FF/tasks")]
    [InlineData("/api/%E0%80%AF/tasks")]
    [InlineData("/api/%/tasks")]
    [InlineData("/api/%4/tasks")]
    [InlineData("/api/%zz/tasks")]
    [InlineData("/API/tasks")]
    [InlineData("/Api/me/tasks")]
    [InlineData("/api/me/Tasks")]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/nothing")]
    [InlineData("/api/me/nothing")]
    public async Task An_improper_address_matches_nothing_and_still_needs_a_token(string target)
    {
        var withToken = await AskAsync("alice", "GET", target);
        var without = await RawHttp.AskAsync(server.BaseAddress, "GET", target, token: null);

        Assert.Equal(404, withToken.Status);
        Assert.Contains("\"not_found\"", withToken.Body, StringComparison.Ordinal);
        Assert.Equal(401, without.Status);
    }

    [Theory]
    [InlineData("/api/alice/tasks")]
    [InlineData("/api/bob/tasks")]
    [InlineData("/api/me/tasks/1")]
    [InlineData("/api/tasks/1/complete")]
    [InlineData("/api/tasks/")]
    [InlineData("/api/nothing")]
    public async Task Without_a_token_everything_is_401_for_every_method(string target)
    {
        foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW" })
        {
            var answer = await RawHttp.AskAsync(server.BaseAddress, method, target, token: null);

            Assert.Equal(401, answer.Status);
        }
    }

    [Theory]
    [InlineData("me")]
    [InlineData("tasks")]
    [InlineData("complete")]
    [InlineData("..")]
    [InlineData("x/y")]
    [InlineData("%2F")]
    [InlineData("u-alice")]
    public async Task Every_subject_reaches_its_tasks_through_the_bases_without_an_id(string user)
    {
        using var client = server.ClientOf(user);
        var before = (await client.TitlesAsync("/api/tasks")).Length;

        await client.AddAsync("""{"title": "x"}""");

        Assert.Equal(before + 1, (await client.TitlesAsync("/api/me/tasks")).Length);
        Assert.Equal(before + 1, (await client.TitlesAsync("/api/tasks/")).Length);
    }

    [Fact]
    public async Task An_absolute_target_is_read_like_any_other()
    {
        var own = await AskAsync("alice", "GET", $"{server.BaseAddress}api/alice/tasks?status=all");
        var others = await AskAsync("alice", "GET", $"{server.BaseAddress}api/bob/tasks");

        Assert.Equal(200, own.Status);
        Assert.Equal(403, others.Status);
    }

    [Fact]
    public async Task The_three_bases_show_one_list()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);

        var created = await client.SendAsync("POST", $"/api/{user}/tasks", """{"title": "x"}""");
        await client.SendAsync("PUT", "/api/me/tasks/1", """{"title": "y"}""");
        var lists = new[] { $"/api/{user}/tasks", "/api/me/tasks", "/api/tasks", "/api/tasks/" }
            .Select(async path => (await client.GetJsonAsync(path)).GetRawText());

        Assert.EndsWith("/api/tasks/1", created.Header("Location"), StringComparison.Ordinal);
        Assert.Single((await Task.WhenAll(lists)).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/tasks", "DELETE, GET, HEAD, POST")]
    [InlineData("/api/me/tasks/1", "DELETE, GET, HEAD, PATCH, PUT")]
    [InlineData("/api/tasks/1/complete", "PATCH")]
    public async Task A_method_that_an_address_does_not_know_is_405_with_those_it_does(string path, string allowed)
    {
        using var client = server.ClientOfNewUser();

        var response = await client.SendAsync("TRACE", path);

        Assert.Equal("method_not_allowed", await response.CodeAsync(HttpStatusCode.MethodNotAllowed));
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    private Task<RawAnswer> AskAsync(string user, string method, string target) =>
        RawHttp.AskAsync(server.BaseAddress, method, target, ApiServer.TokenFor(user));
}
