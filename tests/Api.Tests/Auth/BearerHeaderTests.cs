using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskActors.Testing.Tokens;
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

    [Fact]
    public async Task Two_headers_are_refused_even_if_both_are_good()
    {
        var reached = host.Reached;

        var answer = await SendRawAsync($"Authorization: Bearer {Good}\r\nAuthorization: Bearer {Good}\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer error=\"invalid_token\"", answer, StringComparison.Ordinal);
        Assert.Equal(reached, host.Reached);
    }

    [Theory]
    [InlineData("Bearer\t")]
    [InlineData("Bearer \t")]
    [InlineData("Bearer,")]
    public async Task Nothing_but_spaces_stands_before_the_token(string scheme)
    {
        var answer = await SendRawAsync($"Authorization: {scheme}{Good}\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?access_token=")]
    [InlineData("?token=")]
    [InlineData("?authorization=Bearer%20")]
    public async Task A_token_in_the_query_is_no_token(string query)
    {
        using var answer = await host.Client.GetAsync(new Uri($"/me{query}{Good}", UriKind.Relative));

        Assert.Equal("Bearer", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")));
    }

    private async Task<string> SendRawAsync(string headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();
        var request = $"GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }
}
