using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>How the key set is fetched, and what becomes of it when the issuer answers badly or not at all.</summary>
public sealed class KeySetFetchTests
{
    private readonly TestKey _key = TestKey.Of("ES256");

    public static TheoryData<string> BadAnswers() =>
    [
        "not JSON", "HTML", "a list", "no list", "too large", "too large, in pieces", "500", "404", "elsewhere", "loop",
    ];

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task A_bad_answer_changes_nothing(string kind)
    {
        await using var server = await KeySetServer.StartAsync(_key.WithId("a"));
        await using var elsewhere = await KeySetServer.StartAsync(TestKey.Of("ES256").WithId("b"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);
        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));

        server.Answer = Bad(kind, elsewhere.Address);
        await host.RefreshAsync();

        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));
        Assert.Equal(200, await host.StatusAsync(_key.Token("a", payload => payload.With("new", "1"))));
        Assert.Equal(0, elsewhere.Fetches);
        Assert.Contains(host.Lines, line => line.Contains("could not be fetched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_to_another_path_is_followed()
    {
        await using var server = await KeySetServer.StartAsync();
        server.Publish(_key.WithId("a"));
        var publish = server.Answer;
        server.Answer = context =>
        {
            if (context.Request.Path.Value!.EndsWith('/'))
            {
                return publish(context);
            }

            context.Response.Redirect("/jwks/", permanent: true);
            return Task.CompletedTask;
        };
        await using var host = await PublishedTokenHost.StartAsync(server.Address);

        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));
    }

    [Fact]
    public async Task A_removed_key_takes_the_memory_of_its_tokens_along_and_no_other()
    {
        var other = TestKey.Of("EdDSA");
        await using var server = await KeySetServer.StartAsync();
        server.Publish(_key.WithId("a"), other.WithId("b"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);
        var (gone, stays) = (_key.Token("a"), other.Token("b"));
        Assert.Equal(200, await host.StatusAsync(gone));
        Assert.Equal(200, await host.StatusAsync(stays));

        server.Publish(other.WithId("b"));
        await host.RefreshAsync();

        Assert.Equal(401, await host.StatusAsync(gone));
        var remembered = host.Services.GetRequiredService<RememberedTokens>();
        Assert.False(remembered.TryFind(gone, out _));
        Assert.True(remembered.TryFind(stays, out _));
    }

    [Fact]
    public async Task A_key_whose_numbers_change_under_its_id_is_another_key()
    {
        var next = TestKey.Of("ES256");
        await using var server = await KeySetServer.StartAsync(_key.WithId("a"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);
        var old = _key.Token("a");
        Assert.Equal(200, await host.StatusAsync(old));

        server.Publish(next.WithId("a"));
        await host.RefreshAsync();

        Assert.Equal(401, await host.StatusAsync(old));
        Assert.Equal(200, await host.StatusAsync(next.Token("a")));
    }

    [Fact]
    public async Task The_set_is_fetched_anew_by_itself()
    {
        await using var server = await KeySetServer.StartAsync(_key.WithId("a"));
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.KeySources = [PublishedTokenHost.Source(server.Address)];
            options.RefreshEvery = TimeSpan.FromMilliseconds(50);
        });
        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));

        server.Publish();

        var token = _key.Token("a", payload => payload.With("new", "1"));
        await WaitUntilAsync(async () => await host.StatusAsync(token) == 401);
    }

    [Fact]
    public async Task Two_hundred_random_ids_cost_one_fetch()
    {
        await using var server = await KeySetServer.StartAsync(_key.WithId("a"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);
        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));
        var before = server.Fetches;

        var tokens = Enumerable.Range(0, 200).Select(_ => _key.Token($"{Guid.NewGuid():N}"));
        var answers = await Task.WhenAll(tokens.Select(host.StatusAsync));

        Assert.All(answers, status => Assert.Equal(401, status));
        Assert.Equal(1, server.Fetches - before);
        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));
    }

    [Fact]
    public async Task An_issuer_that_hangs_holds_nobody_but_those_it_must_ask_for()
    {
        await using var hanging = await KeySetServer.StartAsync();
        await using var server = await KeySetServer.StartAsync(_key.WithId("a"));
        hanging.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = [new SharedSecret("secret", TokenHost.Newer, "test")];
            options.FetchTimeout = TimeSpan.FromSeconds(30);
            options.KeySources =
            [
                new() { Address = hanging.Address, Rules = new() { Issuer = "https://b", IssuerName = "b" } },
                PublishedTokenHost.Source(server.Address),
            ];
        });
        var payload = $"{TokenPayload.Good(TimeProvider.System.GetUtcNow())}";
        var watch = Stopwatch.StartNew();

        Assert.Equal(200, await host.StatusAsync(_key.Token("a")));
        Assert.Equal(200, await host.StatusAsync(new TokenMint(TokenHost.Newer).SignPayload(payload)));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task A_fetch_ends_in_time_and_an_issuer_that_comes_back_is_noticed()
    {
        await using var server = await KeySetServer.StartAsync();
        server.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.KeySources = [PublishedTokenHost.Source(server.Address)];
            options.FetchTimeout = TimeSpan.FromSeconds(1);
            options.CoolDownAfterFailure = TimeSpan.FromMilliseconds(100);
        });
        Assert.Equal(401, await host.StatusAsync(_key.Token("a")));

        server.Publish(_key.WithId("a"));

        await WaitUntilAsync(async () => await host.StatusAsync(_key.Token("a")) == 200);
    }

    private static Func<HttpContext, Task> Bad(string kind, Uri elsewhere) => context =>
    {
        var spaces = new string(' ', KeySetFetch.BytesMax);
        (context.Response.ContentType, context.Response.StatusCode, var text) = kind switch
        {
            "not JSON" => ("application/json", 200, "keys"),
            "HTML" => ("text/html", 200, "{\"keys\":[]}"),
            "a list" => ("application/json", 200, "[]"),
            "no list" => ("application/json", 200, "{\"keys\":{}}"),
            "too large" => ("application/json", 200, $"{{\"keys\":[]}}{spaces}"),
            "too large, in pieces" => ("application/json", 200, $"{{\"keys\":[]}}{spaces}"),
            "500" or "404" => ("application/json", int.Parse(kind, null), "{\"keys\":[]}"),
            _ => ("application/json", 302, "{\"keys\":[]}"),
        };
        context.Response.Headers.Location = kind == "elsewhere" ? elsewhere.ToString() : "/jwks";
        context.Response.ContentLength = kind == "too large" ? text.Length : null;
        return context.Response.WriteAsync(text);
    };

    private static async Task WaitUntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
