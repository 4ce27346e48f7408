using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>Which published keys count, and for what.</summary>
public sealed class PublishedKeyTests
{
    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task A_token_of_each_algorithm_is_accepted(string algorithm)
    {
        var key = TestKey.Of(algorithm);
        await using var server = await KeySetServer.StartAsync(key.WithId("a"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address, TokenHost.Origin);

        var token = key.Token("a");

        Assert.Equal(200, await host.StatusAsync(token));
        Assert.Equal(200, await host.StatusAsync(token));
        Assert.Equal(401, await host.StatusAsync(TestKey.Of(algorithm).Token("a")));
        Assert.Equal(401, await host.StatusAsync(key.Token("a", payload => payload.With("aud", "\"other\""))));
    }

    /// <summary>Members that a JWK gets, and whether the key then counts.</summary>
    [Theory]
    [InlineData("ES256", ",\"alg\":\"ES256\"", true)]
    [InlineData("ES256", ",\"use\":\"sig\"", true)]
    [InlineData("ES256", ",\"key_ops\":[\"verify\"]", true)]
    [InlineData("ES256", ",\"x5c\":[\"AAAA\"],\"x5u\":\"http://127.0.0.1:1\"", true)]
    [InlineData("ES256", ",\"use\":\"enc\"", false)]
    [InlineData("ES256", ",\"use\":null", false)]
    [InlineData("ES256", ",\"key_ops\":[\"encrypt\"]", false)]
    [InlineData("ES256", ",\"key_ops\":\"verify\"", false)]
    [InlineData("ES256", ",\"alg\":\"ES384\"", false)]
    [InlineData("ES256", ",\"alg\":\"HS256\"", false)]
    [InlineData("ES256", ",\"alg\":\"none\"", false)]
    [InlineData("ES256", ",\"alg\":null", false)]
    [InlineData("ES256", ",\"d\":\"AAAA\"", false)]
    [InlineData("ES256", ",\"k\":\"AAAA\"", false)]
    [InlineData("RS256", ",\"alg\":\"RS256\"", true)]
    [InlineData("RS256", ",\"alg\":\"PS256\"", false)]
    [InlineData("RS256", ",\"alg\":\"RS512\"", false)]
    [InlineData("PS256", ",\"alg\":\"RS256\"", false)]
    [InlineData("EdDSA", ",\"alg\":\"Ed25519\"", true)]
    [InlineData("Ed25519", ",\"alg\":\"EdDSA\"", true)]
    [InlineData("EdDSA", ",\"alg\":\"ES256\"", false)]
    public async Task A_key_counts_for_what_it_says(string algorithm, string members, bool counts)
    {
        var key = TestKey.Of(algorithm);
        await using var server = await KeySetServer.StartAsync(key.With(members + ",\"kid\":\"a\""));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);

        Assert.Equal(counts ? 200 : 401, await host.StatusAsync(key.Token("a")));
    }

    [Fact]
    public async Task Keys_that_cannot_be_keys_are_left_out_and_the_others_count()
    {
        var (good, small) = (TestKey.Of("ES256"), TestKey.Rsa("RS256", 1_024));
        var zeros = TokenMint.Part(new byte[32]);
        await using var server = await KeySetServer.StartAsync();
        server.Publish(
            "7", "null", "[]", "{}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", small.WithId("small"),
            $$"""{"kty":"EC","crv":"P-256","x":"{{zeros}}","y":"{{zeros}}","kid":"off"}""",
            $$"""{"kty":"OKP","crv":"Ed25519","x":"{{zeros}}","kid":"order4"}""",
            $$"""{"kty":"OKP","crv":"X25519","x":"{{zeros}}","kid":"x"}""",
            $$"""{"kty":"RSA","n":"{{zeros}}","e":"AQAB","kid":"n"}""",
            good.With(",\"kid\":7"), good.WithId("good"));
        await using var host = await PublishedTokenHost.StartAsync(server.Address);

        Assert.Equal(200, await host.StatusAsync(good.Token("good")));
        Assert.Equal(401, await host.StatusAsync(small.Token("small")));
        Assert.Equal(401, await host.StatusAsync(good.Token("off")));
        Assert.Equal(401, await host.StatusAsync(good.Token(null)));
        var forged = new TokenMint("EdDSA", _ => new byte[64]);
        var payload = $"{TokenPayload.Good(TimeProvider.System.GetUtcNow())}";
        var ofSmallOrder = forged.SignExactly("{\"alg\":\"EdDSA\",\"kid\":\"order4\"}", payload);
        Assert.Equal(401, await host.StatusAsync(ofSmallOrder));
    }

    [Fact]
    public async Task Two_keys_of_one_id_both_count_and_a_key_without_id_serves_tokens_without_one()
    {
        var (one, other, nameless) = (TestKey.Of("ES256"), TestKey.Of("ES256"), TestKey.Of("EdDSA"));
        await using var server = await KeySetServer.StartAsync();
        server.Publish(one.WithId("a"), other.WithId("a"), nameless.Jwk);
        await using var host = await PublishedTokenHost.StartAsync(server.Address);

        Assert.Equal(200, await host.StatusAsync(one.Token("a")));
        Assert.Equal(200, await host.StatusAsync(other.Token("a")));
        Assert.Equal(200, await host.StatusAsync(nameless.Token(null)));
        Assert.Equal(401, await host.StatusAsync(nameless.Token("a")));
        Assert.Equal(401, await host.StatusAsync(one.Token(null)));
        Assert.Equal(401, await host.StatusAsync(one.Token("A")));
    }

    [Fact]
    public async Task A_further_issuer_has_users_rules_and_types_of_its_own()
    {
        var (ours, theirs) = (TestKey.Of("EdDSA"), TestKey.Of("RS256"));
        await using var frontend = await KeySetServer.StartAsync(ours.WithId("1"));
        await using var further = await KeySetServer.StartAsync(theirs.WithId("2"));
        var rules = new TokenRules { Issuer = "https://b", Type = "at+jwt", IssuerName = "b" };
        await using var host = await PublishedTokenHost.StartAsync(options => options.KeySources =
        [
            PublishedTokenHost.Source(frontend.Address, TokenHost.Origin),
            new() { Address = further.Address, Rules = rules },
        ]);
        var foreign = theirs.Token("2", payload => payload.With("iss", "\"https://b\""));

        using var mine = await host.GetAsync($"Bearer {ours.Token("1")}");
        using var other = await host.GetAsync($"Bearer {foreign}");
        using var again = await host.GetAsync($"Bearer {foreign}");

        Assert.Contains("\"u-kRz8", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"i-b-kRz8", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"i-b-kRz8", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(401, await host.StatusAsync(theirs.Token("2")));
        Assert.Equal(401, await host.StatusAsync(ours.Token("1", payload => payload.With("iss", "\"https://b\""))));
    }

    [Fact]
    public async Task Two_issuers_that_give_one_id_to_their_keys_vouch_for_their_own_tokens_alone()
    {
        var (ours, theirs) = (TestKey.Of("ES256"), TestKey.Of("ES256"));
        await using var frontend = await KeySetServer.StartAsync(ours.WithId("1"));
        await using var further = await KeySetServer.StartAsync(theirs.WithId("1"));
        await using var host = await PublishedTokenHost.StartAsync(options => options.KeySources =
        [
            PublishedTokenHost.Source(frontend.Address, TokenHost.Origin),
            new() { Address = further.Address, Rules = new() { Issuer = "https://b", IssuerName = "b" } },
        ]);

        using var mine = await host.GetAsync($"Bearer {ours.Token("1")}");
        using var other = await host.GetAsync($"Bearer {theirs.Token("1", Foreign)}");

        Assert.Contains("\"u-kRz8", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"i-b-kRz8", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(401, await host.StatusAsync(theirs.Token("1")));
        Assert.Equal(401, await host.StatusAsync(ours.Token("1", Foreign)));

        static TokenPayload Foreign(TokenPayload payload) => payload.With("iss", "\"https://b\"");
    }
}
