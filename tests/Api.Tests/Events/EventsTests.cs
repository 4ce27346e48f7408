using System.Net;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Events;

[Collection(ApiTests.Name)]
public sealed class EventsTests(ApiServer server)
{
    private readonly string _user = ApiServer.NewUser("watcher");

    [Theory]
    [InlineData("/api/tasks/events")]
    [InlineData("/api/me/tasks/events")]
    [InlineData("/api/{user}/tasks/events")]
    public async Task Every_base_has_events_that_nobody_may_store_or_hold_back(string path)
    {
        using var client = server.ClientOf(_user);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, path.Replace("{user}", _user, StringComparison.Ordinal));

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("no", answer.Header("X-Accel-Buffering"));
    }

    [Fact]
    public async Task A_stream_says_hello_and_then_each_change_of_every_device()
    {
        using var client = server.ClientOf(_user);
        await client.AddAsync("""{"title":"before"}""");
        await using var phone = await OpenAsync();
        await using var laptop = await OpenAsync();

        var task = await client.AddAsync("""{"title":"milk"}""");
        await client.SendAsync("DELETE", "/api/tasks/1");

        foreach (var device in new[] { phone, laptop })
        {
            Assert.Equal("event: hello\nid: 1\ndata: {\"rev\":1}", await device.NextAsync());
            Assert.Equal(
                $"event: change\nid: 2\ndata: {{\"rev\":2,\"tasks\":[{task.GetRawText()}],\"deleted\":[]}}",
                await device.NextAsync());
            Assert.Equal(
                "event: change\nid: 3\ndata: {\"rev\":3,\"tasks\":[],\"deleted\":[1]}", await device.NextAsync());
        }
    }

    [Fact]
    public async Task A_resumed_stream_tells_what_was_missed_and_the_header_wins_over_since()
    {
        using var client = server.ClientOf(_user);
        await client.AddAsync("""{"title":"one"}""");
        await client.AddAsync("""{"title":"two"}""");

        await using var bySince = await OpenAsync("?since=1");
        await using var byHeader = await OpenAsync("?since=0", lastEventId: "2");
        await client.AddAsync("""{"title":"three"}""");

        await bySince.AssertNextAsync("event: hello\nid: 1\ndata: {\"rev\":2}");
        await bySince.AssertNextAsync("event: change\nid: 2\n");
        await bySince.AssertNextAsync("event: change\nid: 3\n");
        await byHeader.AssertNextAsync("event: hello\nid: 2\n");
        await byHeader.AssertNextAsync("event: change\nid: 3\n");
    }

    [Fact]
    public async Task A_revision_that_is_not_known_is_a_reset()
    {
        await using var stream = await OpenAsync("?since=99");

        await stream.AssertNextAsync("event: hello\n");
        Assert.Equal("event: reset\nid: 0\ndata: {\"rev\":0}", await stream.NextAsync());
    }

    [Theory]
    [InlineData("?since=", null)]
    [InlineData("?since=-1", null)]
    [InlineData("?since=r4", null)]
    [InlineData("?since=1&since=2", null)]
    [InlineData("?since=99999999999999999999", null)]
    [InlineData("?since=1", "x")]
    public async Task A_revision_that_is_no_number_is_422(string query, string? header)
    {
        using var client = server.ClientOf(_user);
        (string, string)[] headers = header is null ? [] : [("Last-Event-ID", header)];

        var answer = await client.SendAsync("GET", "/api/tasks/events" + query, null, headers);

        Assert.Equal("query_invalid", await answer.CodeAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_HEAD_answers_the_headers_and_opens_nothing()
    {
        using var client = server.ClientOf(_user);

        for (var n = 0; n < 25; n++)
        {
            var answer = await client.SendAsync("HEAD", "/api/tasks/events");

            Assert.Equal("text/event-stream", answer.Header("Content-Type"));
        }
    }

    [Fact]
    public async Task The_21st_stream_is_429_and_a_closed_one_makes_room()
    {
        using var client = server.ClientOf(_user);
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync()));

        var refused = await client.SendAsync("GET", "/api/tasks/events");
        await streams[0].DisposeAsync();

        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.Answer.StatusCode));
        Assert.Equal("streams_limit", await refused.CodeAsync(HttpStatusCode.TooManyRequests));
        Assert.Contains("\"streams\";q=20", refused.Header("RateLimit-Policy"), StringComparison.Ordinal);
        await AssertRoomComesAsync();
        await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task At_the_end_of_its_token_a_stream_says_so_and_ends()
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var payload = TokenPayload.Of(_user, TimeProvider.System).With("exp", TokenPayload.Seconds(soon));
        await using var stream = await LiveStream.OpenAsync(
            server.BaseAddress, new TokenMint(ApiSetup.Secret).SignPayload($"{payload}"));

        await stream.AssertNextAsync("event: hello\n");

        Assert.Equal("event: expired\ndata: {}", await stream.NextAsync());
        Assert.True(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() >= soon.ToUnixTimeSeconds());
        Assert.Null(await stream.NextAsync());
    }

    private Task<LiveStream> OpenAsync(string query = "", string? lastEventId = null) =>
        LiveStream.OpenAsync(server.BaseAddress, ApiServer.TokenFor(_user), query, lastEventId);

    /// <summary>The server learns of a closed connection a little later than the client.</summary>
    private async Task AssertRoomComesAsync()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await using var another = await OpenAsync();
            if (another.Answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The closed stream still counts.");
    }
}
