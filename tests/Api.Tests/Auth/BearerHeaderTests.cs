using System.Net;
using System.Text.Json;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>How a token may be sent, and what the answer says if it was not.</summary>
public sealed class BearerHeaderTests(TokenHost host) : IClassFixture<TokenHost>
{
    private static readonly string Good =
        new TokenMint(TokenHost.Newer).SignPayload($"{TokenPayload.Good(TokenHost.Now)}");

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("bEaReR   ")]
    public async Task The_scheme_is_read_in_any_case(string scheme)
    {
        using var answer = await host.GetAsync(scheme + Good);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRhOmFkYQ==")]
    [InlineData("BearerX abc")]
    [InlineData("Token abc")]
    public async Task Without_a_token_the_challenge_names_no_error(string? header)
    {
        using var answer = await host.GetAsync(header);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task A_token_under_another_scheme_is_no_token()
    {
        using var answer = await host.GetAsync($"Basic {Good}");

        Assert.Equal("Bearer", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")));
    }

    [Theory]
    [InlineData("Bearer ", "Bearer ")]
    [InlineData("Bearer ", "Basic ")]
    [InlineData("Bearer ", "")]
    [InlineData("", "Bearer ")]
    public async Task Two_headers_are_refused_even_if_a_token_in_them_is_good_and_known(string first, string second)
    {
        using var known = await host.GetAsync($"Bearer {Good}");
        var reached = host.Reached;

        var answer = await SendRawAsync($"Authorization: {first}{Good}\r\nAuthorization: {second}{Good}\r\n");

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(401, answer.Status);
        Assert.Contains("WWW-Authenticate: Bearer error=\"invalid_token\"", answer.Head, StringComparison.Ordinal);
        Assert.Equal(reached, host.Reached);
    }

    /// <summary>Whatever a header line means, it means the same of a token that is known.</summary>
    [Theory]
    [InlineData("Bearer {0}", 200)]
    [InlineData("bEARER {0}", 200)]
    [InlineData("Bearer    {0}", 200)]
    [InlineData("  Bearer {0}  ", 200)]
    [InlineData("Bearer {0}\t", 200)]
    [InlineData("Bearer\t{0}", 401)]
    [InlineData("Bearer \t{0}", 401)]
    [InlineData("Bearer,{0}", 401)]
    [InlineData("Bearer{0}", 401)]
    [InlineData("Bearer: {0}", 401)]
    [InlineData("Bearer {0},", 401)]
    [InlineData("Bearer {0} {0}", 401)]
    [InlineData("Bearer {0}, Bearer {0}", 401)]
    [InlineData("Bearer {0};", 401)]
    [InlineData("Bearer \"{0}\"", 401)]
    [InlineData("Bearer {0}\u00a0", 400)]
    [InlineData("BearerX {0}", 401)]
    [InlineData("Basic {0}", 401)]
    [InlineData("{0}", 401)]
    public async Task A_header_line_means_the_same_before_and_after_its_token_is_known(string line, int status)
    {
        var payload = TokenPayload.Good(TokenHost.Now).With("row", JsonSerializer.Serialize(line));
        var token = new TokenMint(TokenHost.Newer).SignPayload($"{payload}");
        var sent = $"Authorization: {line.Replace("{0}", token, StringComparison.Ordinal)}\r\n";

        var before = await SendRawAsync(sent);
        using var known = await host.GetAsync($"Bearer {token}");
        var reached = host.Reached;
        var after = await SendRawAsync(sent);

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal((status, status), (before.Status, after.Status));
        Assert.Equal(status == 200 ? 1 : 0, host.Reached - reached);
    }

    [Theory]
    [InlineData("?access_token=")]
    [InlineData("?token=")]
    [InlineData("?authorization=Bearer%20")]
    public async Task A_token_in_the_query_is_no_token(string query)
    {
        using var answer = await host.Client.GetAsync(new Uri($"{TokenHost.Mine}{query}{Good}", UriKind.Relative));

        Assert.Equal("Bearer", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")));
    }

    private Task<RawAnswer> SendRawAsync(string headers) => RawHttp.SendAsync(
        host.Address, $"GET {TokenHost.Mine} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
}
