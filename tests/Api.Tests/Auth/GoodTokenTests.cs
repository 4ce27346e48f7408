using System.Net;
using System.Text.Json;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>What real frontends send, which must pass.</summary>
public sealed class GoodTokenTests(TokenHost host) : IClassFixture<TokenHost>
{
    private static readonly DateTimeOffset Now = TokenHost.Now;
    private static readonly TokenMint Mint = new(TokenHost.Newer);

    private static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["as jsonwebtoken makes it"] = Mint.SignPayload($"{Good()}"),
        ["as jose makes it, without typ"] = Mint.Sign("""{"alg":"HS256"}""", $"{Good()}"),
        ["with a kid"] = Mint.Sign("""{"alg":"HS256","kid":"any"}""", $"{Good()}"),
        ["with a member of the header that nobody knows"] = Mint.Sign("""{"alg":"HS256","ver":"1"}""", $"{Good()}"),
        ["with blanks in the JSON"] = Mint.Sign(" { \"alg\" : \"HS256\" } \n", $" {Good()}\n"),
        ["without iss, aud and iat"] = Mint.SignPayload($"{Good().Without("iss").Without("aud").Without("iat")}"),
        ["without e-mail and name"] = Mint.SignPayload($"{Good().Without("email").Without("name")}"),
        ["with another issuer"] = Mint.SignPayload($"{Good().With("iss", "\"elsewhere\"").With("aud", "\"another\"")}"),
        ["with e-mail and name that are no texts"] = Mint.SignPayload(
            $"{Good().With("email", "7").With("name", "null")}"),
        ["with half a surrogate pair as a name"] = Mint.SignPayload($"{Good().With("name", "\"\\ud83d\"")}"),
        ["with the whole user object"] = Mint.SignPayload(
            $"{Good().With("id", "\"x\"").With("emailVerified", "true").With("roles", "[\"a\"]")}"),
        ["with an avatar of 11 KB"] = Mint.SignPayload($"{Good().With("image", $"\"{new string('a', 11_000)}\"")}"),
        ["of the older secret"] = new TokenMint(TokenHost.Older).SignPayload($"{Good()}"),
        ["that ended two seconds ago"] = Mint.SignPayload(
            $"{Good().With("exp", TokenPayload.Seconds(Now.AddSeconds(-2)))}"),
        ["that ends at a fraction"] = Mint.SignPayload(
            $"{Good().With("exp", $"{TokenPayload.Seconds(Now.AddHours(1))}.75")}"),
        ["that ends in seven days"] = Mint.SignPayload($"{Good().With("exp", TokenPayload.Seconds(Now.AddDays(7)))}"),
        ["that begins in 20 seconds"] = Mint.SignPayload(
            $"{Good().With("nbf", TokenPayload.Seconds(Now.AddSeconds(20)))}"),
        ["that has begun"] = Mint.SignPayload($"{Good().With("nbf", TokenPayload.Seconds(Now.AddSeconds(-1)))}"),
        ["issued in the future"] = Mint.SignPayload($"{Good().With("iat", TokenPayload.Seconds(Now.AddMinutes(5)))}"),
    };

    public static TheoryData<string> Names() => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_of_a_frontend_is_accepted(string name)
    {
        using var anew = await host.GetAsync($"Bearer {Table[name]}");
        using var again = await host.GetAsync($"Bearer {Table[name]}");

        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        var body = await anew.Content.ReadAsStringAsync();
        Assert.Contains("kRz8vQ2LpXb4nYwT6mJc9sGdHf1aEu3o", body, StringComparison.Ordinal);
        // The second time it is remembered, and must mean the same.
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(body, await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("ünïcødé 日本語 👍")]
    [InlineData("a/b%2Fc?d#e")]
    [InlineData(" leading and trailing ")]
    [InlineData("018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f")]
    [InlineData("ada@canary.example")]
    public async Task The_subject_is_taken_exactly_as_it_was_signed(string subject)
    {
        var payload = Good().With("sub", JsonSerializer.Serialize(subject));

        using var answer = await host.GetAsync($"Bearer {Mint.SignPayload($"{payload}")}");

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(subject, body.RootElement.GetProperty("sub").GetString());
        Assert.Equal($"u-{subject}", body.RootElement.GetProperty("key").GetString());
    }

    [Theory]
    [InlineData(255, 'a')]
    [InlineData(1, 'a')]
    public async Task A_subject_may_have_up_to_255_characters(int length, char letter)
    {
        var payload = Good().With("sub", $"\"{new string(letter, length)}\"");

        using var answer = await host.GetAsync($"Bearer {Mint.SignPayload($"{payload}")}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_cannot_bring_the_name_of_another_issuer_along()
    {
        var payload = Good().With("sub", "\"ada\"").With("taskactors:issuer", "\"other\"");

        using var answer = await host.GetAsync($"Bearer {Mint.SignPayload($"{payload}")}");

        Assert.Contains("\"u-ada\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E_mail_name_and_end_of_the_token_reach_the_endpoint()
    {
        using var answer = await host.GetAsync($"Bearer {Mint.SignPayload($"{Good()}")}");

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var user = body.RootElement;
        Assert.Equal("ada@canary.example", user.GetProperty("email").GetString());
        Assert.Equal("Ada Canary", user.GetProperty("name").GetString());
        var end = user.GetProperty("expiresAt").GetDateTimeOffset();
        Assert.Equal(Now.AddHours(1).ToUnixTimeSeconds(), end.ToUnixTimeSeconds());
    }

    private static TokenPayload Good() => TokenPayload.Good(Now);
}
