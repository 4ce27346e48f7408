using System.Buffers.Text;
using System.Text.Json;
using TaskActors.Api.Auth;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>Tokens of the real Better Auth, and what becomes of them as its keys come and go.</summary>
[LongSuite]
public sealed class BetterAuthTests
{
    [SkippableTheory]
    [InlineData(null)]
    [InlineData("ES256")]
    [InlineData("ES512")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Its_tokens_are_accepted_with_nothing_but_its_address(string? algorithm)
    {
        await using var frontend = await BetterAuthServer.StartAsync(algorithm);
        await using var host = await HostAsync(frontend);
        var session = await frontend.SignUpAsync();
        var token = await session.TokenAsync();

        using var answer = await host.GetAsync($"Bearer {token}");

        Assert.Equal(algorithm ?? "EdDSA", Header(token).GetProperty("alg").GetString());
        Assert.True(answer.IsSuccessStatusCode);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(session.UserId, body.GetProperty("sub").GetString());
        Assert.Equal("user1@canary.example", body.GetProperty("email").GetString());
    }

    [SkippableFact]
    public async Task The_plugin_without_any_option_is_accepted()
    {
        await using var frontend = await BetterAuthServer.StartAsync(isPlain: true);
        await using var host = await HostAsync(frontend);

        Assert.Equal(200, await host.StatusAsync(await (await frontend.SignUpAsync()).TokenAsync()));
    }

    [SkippableFact]
    public async Task Its_own_sign_with_the_shared_secret_is_accepted_without_any_key_set()
    {
        await using var frontend = await BetterAuthServer.StartAsync("HS256");
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = [new SharedSecret("secret", BetterAuthServer.Secret, "test")];
            options.Issuer = options.Audience = frontend.Origin;
        });
        var token = await (await frontend.SignUpAsync()).TokenAsync();

        Assert.Equal("HS256", Header(token).GetProperty("alg").GetString());
        Assert.Equal(200, await host.StatusAsync(token));
    }

    [SkippableFact]
    public async Task A_rotated_key_passes_with_its_first_request_and_the_old_one_goes_on()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var host = await HostAsync(frontend);
        var session = await frontend.SignUpAsync();
        var old = await session.TokenAsync();
        Assert.Equal(200, await host.StatusAsync(old));

        await frontend.RotateAsync();
        var rotated = await session.TokenAsync();

        Assert.NotEqual(KeyId(old), KeyId(rotated), StringComparer.Ordinal);
        Assert.Equal(200, await host.StatusAsync(rotated));
        Assert.Equal(200, await host.StatusAsync(old));
    }

    [SkippableFact]
    public async Task A_removed_key_is_refused_after_the_next_refresh()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var host = await HostAsync(frontend);
        var session = await frontend.SignUpAsync();
        var old = await session.TokenAsync();
        await frontend.RotateAsync();
        var rotated = await session.TokenAsync();
        Assert.Equal(200, await host.StatusAsync(old));
        Assert.Equal(200, await host.StatusAsync(rotated));

        await frontend.RemoveAsync(KeyId(old));
        await host.RefreshAsync();

        Assert.Equal(401, await host.StatusAsync(old));
        Assert.Equal(200, await host.StatusAsync(rotated));
    }

    [SkippableFact]
    public async Task While_the_frontend_is_stopped_known_keys_go_on()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var host = await HostAsync(frontend);
        var session = await frontend.SignUpAsync();
        var (first, second) = (await session.TokenAsync(), await (await frontend.SignUpAsync()).TokenAsync());
        Assert.Equal(200, await host.StatusAsync(first));

        await frontend.StopAsync();
        await host.RefreshAsync();

        Assert.Equal(200, await host.StatusAsync(first));
        Assert.Equal(200, await host.StatusAsync(second));
    }

    [SkippableFact]
    public async Task While_the_frontend_hangs_the_shared_secret_is_not_hurt()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var secretFrontend = await BetterAuthServer.StartAsync("HS256");
        await frontend.HangAsync(true);
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = [new SharedSecret("secret", BetterAuthServer.Secret, "test")];
            options.KeySources = [PublishedTokenHost.Source(frontend.Keys, frontend.Origin)];
            options.FetchTimeout = TimeSpan.FromSeconds(20);
        });
        var waiting = host.StatusAsync(await (await frontend.SignUpAsync()).TokenAsync());

        var status = await host.StatusAsync(await (await secretFrontend.SignUpAsync()).TokenAsync());

        Assert.Equal(200, status);
        Assert.False(waiting.IsCompleted, "The token of the unknown key was answered before its key set was.");
    }

    [SkippableFact]
    public async Task Two_hundred_random_ids_make_it_answer_once()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var host = await HostAsync(frontend);
        Assert.Equal(200, await host.StatusAsync(await (await frontend.SignUpAsync()).TokenAsync()));
        var before = await frontend.FetchesAsync();
        var key = TestKey.Of("EdDSA");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => host.StatusAsync(key.Token($"{Guid.NewGuid():N}"))));

        Assert.All(answers, status => Assert.Equal(401, status));
        Assert.Equal(1, await frontend.FetchesAsync() - before);
    }

    [SkippableFact]
    public async Task Eight_first_tokens_at_once_make_several_keys_and_all_are_good()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        var sessions = new List<BetterAuthSession>();
        for (var count = 0; count < 8; count++)
        {
            sessions.Add(await frontend.SignUpAsync());
        }

        await frontend.TogetherAsync(sessions.Count);
        var tokens = await Task.WhenAll(sessions.Select(session => session.TokenAsync()));
        await using var host = await HostAsync(frontend);
        var answers = await Task.WhenAll(tokens.Select(host.StatusAsync));

        Assert.True(tokens.Select(KeyId).Distinct(StringComparer.Ordinal).Count() > 1, "There was only one key.");
        Assert.All(answers, status => Assert.Equal(200, status));
    }

    [SkippableFact]
    public async Task After_signing_out_a_token_passes_until_it_ends()
    {
        await using var frontend = await BetterAuthServer.StartAsync();
        await using var host = await HostAsync(frontend);
        var session = await frontend.SignUpAsync();
        var token = await session.TokenAsync();

        await session.SignOutAsync();

        Assert.Equal(200, await host.StatusAsync(token));
    }

    [SkippableTheory]
    [InlineData("secret", "HS256", true)]
    [InlineData("secret", "HS256", false)]
    [InlineData("published", "EdDSA", true)]
    [InlineData("published", "EdDSA", false)]
    public async Task Its_session_cookies_and_links_open_no_door(string cookies, string algorithm, bool checksOrigin)
    {
        await using var frontend = await BetterAuthServer.StartAsync(cookies: cookies);
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.Secrets = [new SharedSecret("secret", BetterAuthServer.Secret, "test")];
            options.KeySources = [PublishedTokenHost.Source(frontend.Keys, checksOrigin ? frontend.Origin : null)];
        });
        var session = await frontend.SignUpAsync();
        var cookie = session.Cookie("session_data");
        string[] foreign = [cookie, .. await frontend.LinksAsync(), session.Cookie("session_token")];

        Assert.Equal(algorithm, Header(cookie).GetProperty("alg").GetString());
        Assert.Equal(3, foreign.Length);
        Assert.All(await Task.WhenAll(foreign.Select(host.StatusAsync)), status => Assert.Equal(401, status));
        Assert.Equal(0, host.Reached);
        // Nor where a token of the same user is known.
        Assert.Equal(200, await host.StatusAsync(await session.TokenAsync()));
        Assert.All(await Task.WhenAll(foreign.Select(host.StatusAsync)), status => Assert.Equal(401, status));
        Assert.Equal(1, host.Reached);
    }

    [SkippableFact]
    public async Task Its_compact_session_cookie_opens_no_door()
    {
        await using var frontend = await BetterAuthServer.StartAsync(cookies: "compact");
        await using var host = await HostAsync(frontend);

        Assert.Equal(401, await host.StatusAsync((await frontend.SignUpAsync()).Cookie("session_data")));
    }

    private static Task<PublishedTokenHost> HostAsync(BetterAuthServer frontend) =>
        PublishedTokenHost.StartAsync(frontend.Keys, frontend.Origin);

    private static JsonElement Header(string token) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement;

    private static string KeyId(string token) => Header(token).GetProperty("kid").GetString()!;
}
