using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Limits;
using TaskActors.Tests.Problems;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Limits;

/// <summary>The limits as callers meet them: thirty requests at once, and a rate that no test waits for.</summary>
public sealed class RequestLimitTests : IAsyncLifetime, IDisposable
{
    private readonly HostedApi _server = new()
    {
        Actors = new FailingActors(),
        Storage = new SwitchedStorage(),
        Setup = builder =>
        {
            builder.Services.Configure<FrontDoorOptions>(door => door.TrustedProxies = ["127.0.0.1"]);
            builder.Services.Configure<RequestLimitOptions>(limits =>
            {
                (limits.RatePerSecond, limits.RateBurst) = (1, 30);
                (limits.RefusalsPerSecond, limits.RefusalsBurst) = (1, 30);
            });
        },
    };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_caller_who_asks_too_much_is_429_and_nobody_else()
    {
        using var loud = _server.ClientOfNewUser();
        using var quiet = _server.ClientOfNewUser();

        var answers = await AskAsync(60, () => loud.SendAsync("DELETE", "/api/tasks/1"));
        var other = await quiet.SendAsync("DELETE", "/api/tasks/1");

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 20, 30);
        Assert.Equal("rate_limited", await refused[0].CodeAsync(HttpStatusCode.TooManyRequests));
        Assert.Equal("1", refused[0].Header("Retry-After"));
        Assert.Equal("\"subject\";q=30;w=30", refused[0].Header("RateLimit-Policy"));
        Assert.StartsWith("\"subject\";r=0;t=", refused[0].Header("RateLimit"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
        Assert.StartsWith("\"subject\";r=29;t=", other.Header("RateLimit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflights_and_health_count_against_no_limit_and_a_429_can_be_read_by_a_page()
    {
        using var client = _server.ClientOfNewUser();

        var preflights = await AskAsync(60, () => client.SendAsync(
            "OPTIONS", "/api/tasks", null, ("Origin", ApiServer.Origin), ("Access-Control-Request-Method", "GET")));
        var health = await AskAsync(60, () => client.SendAsync("GET", "/livez"));
        var answers = await AskAsync(60, () => client.SendAsync(
            "DELETE", "/api/tasks/1", null, ("Origin", ApiServer.Origin)));

        Assert.All(preflights, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.All(health, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var refused = answers.Last(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(ApiServer.Origin, refused.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Another_users_list_is_403_also_beyond_the_limit()
    {
        using var client = _server.ClientOfNewUser();
        await AskAsync(60, () => client.SendAsync("DELETE", "/api/tasks/1"));

        var answer = await client.SendAsync("GET", "/api/somebody-else/tasks");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task After_many_401s_an_address_is_heard_only_with_tokens_that_are_known()
    {
        using var known = _server.ClientOfNewUser();
        using var fresh = _server.ClientOfNewUser();
        await known.SendAsync("DELETE", "/api/tasks/1");

        var answers = await AskAsync(60, () => _server.HttpClient.SendAsync("GET", "/api/tasks"));
        var knownAnswer = await known.SendAsync("DELETE", "/api/tasks/1");
        var freshAnswer = await fresh.SendAsync("DELETE", "/api/tasks/1");

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 30, 40);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, knownAnswer.StatusCode);
        // Genuine, and refused all the same: its signature was not looked at.
        Assert.Equal("rate_limited", await freshAnswer.CodeAsync(HttpStatusCode.TooManyRequests));
        Assert.Equal("\"refusals\";q=30;w=30", freshAnswer.Header("RateLimit-Policy"));
    }

    [Fact]
    public async Task Good_tokens_use_up_nothing_of_what_is_there_for_refusals()
    {
        var callers = Enumerable.Range(0, 60).Select(_ => _server.ClientOfNewUser()).ToList();

        foreach (var caller in callers)
        {
            var answer = await caller.SendAsync("DELETE", "/api/tasks/1");

            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        callers.ForEach(caller => caller.Dispose());
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_client_has_its_own_limit_and_cannot_choose_it()
    {
        var client = _server.HttpClient;

        // What a client writes itself stands before what the proxy adds.
        await AskAsync(60, n => client.SendAsync(
            "GET", "/api/tasks", null, ("X-Forwarded-For", $"10.0.0.{n}, 198.51.100.7")));
        var loud = await client.SendAsync("GET", "/api/tasks", null, ("X-Forwarded-For", "10.9.9.9, 198.51.100.7"));
        var other = await client.SendAsync("GET", "/api/tasks", null, ("X-Forwarded-For", "198.51.100.8"));

        Assert.Equal(HttpStatusCode.TooManyRequests, loud.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    private static Task<List<HttpResponseMessage>> AskAsync(int times, Func<Task<HttpResponseMessage>> ask) =>
        AskAsync(times, _ => ask());

    private static async Task<List<HttpResponseMessage>> AskAsync(int times, Func<int, Task<HttpResponseMessage>> ask)
    {
        var answers = new List<HttpResponseMessage>();
        for (var n = 0; n < times; n++)
        {
            answers.Add(await ask(n));
        }

        return answers;
    }
}
