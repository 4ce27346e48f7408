using System.Net;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Callers whose token was verified before pass without the bearer scheme: what that must not open, asked of the front
/// door as it ships.
/// </summary>
public sealed class RememberedCallersTests(TokenHost host) : IClassFixture<TokenHost>
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly TokenMint _mint = new(TokenHost.Newer);

    [Fact]
    public async Task A_token_with_any_other_letter_is_another_token()
    {
        var token = await RememberedAsync(TokenPayload.Good(TokenHost.Now));
        var reached = host.Reached;

        for (var at = 0; at < token.Length; at++)
        {
            foreach (var letter in Others(token[at]))
            {
                var other = $"{token[..at]}{letter}{token[(at + 1)..]}";

                Assert.True(await host.StatusAsync(other) == 401, $"With {letter} at {at} it passed.");
            }
        }

        Assert.Equal(reached, host.Reached);
        Assert.Equal(200, await host.StatusAsync(token));
    }

    [Fact]
    public async Task A_token_that_is_longer_or_shorter_is_another_token()
    {
        var token = await RememberedAsync(TokenPayload.Good(TokenHost.Now));
        var (last, middle) = (token[^1..], token[..^1]);
        string[] others =
        [
            middle, token + "A", token + last, token + "=", token + ".", "A" + token, token[1..], token + token,
            token[..token.LastIndexOf('.')], token[..(token.LastIndexOf('.') + 1)], token + "%00",
        ];

        foreach (var other in others)
        {
            Assert.True(await host.StatusAsync(other) == 401, $"{other} passed.");
        }
    }

    /// <summary>
    /// The last letter of 32 bytes carries two bits that mean nothing: three more spell the same bytes.
    /// </summary>
    [Fact]
    public async Task A_signature_in_another_spelling_of_its_bytes_is_another_token()
    {
        var token = await RememberedAsync(TokenPayload.Good(TokenHost.Now));
        var last = Letters.IndexOf(token[^1], StringComparison.Ordinal);

        for (var stray = 1; stray < 4; stray++)
        {
            Assert.Equal(401, await host.StatusAsync($"{token[..^1]}{Letters[last + stray]}"));
        }
    }

    [Fact]
    public async Task A_token_for_one_users_path_does_not_open_anothers_whether_it_is_known_or_not()
    {
        var (mine, theirs) = (TokenHost.PathOf("ada"), TokenHost.PathOf("somebody-else"));
        var token = _mint.SignPayload($"{TokenPayload.Good(TokenHost.Now).With("sub", "\"ada\"")}");

        using var before = await host.GetAsync($"Bearer {token}", theirs);
        var statuses = (await host.StatusAsync(token, mine), await host.StatusAsync(token, mine));
        var reached = host.Reached;
        using var after = await host.GetAsync($"Bearer {token}", theirs);

        Assert.Equal((200, 200), statuses);
        Assert.Equal("forbidden", await before.CodeAsync(HttpStatusCode.Forbidden));
        Assert.Equal("forbidden", await after.CodeAsync(HttpStatusCode.Forbidden));
        Assert.Equal(reached, host.Reached);
    }

    [Theory]
    [InlineData("ADA")]
    [InlineData("ada ")]
    [InlineData("a")]
    [InlineData("adaa")]
    [InlineData("ad\u0430")]
    [InlineData("%61da")]
    public async Task A_known_caller_is_taken_for_nobody_whose_name_is_nearly_theirs(string user)
    {
        var token = await RememberedAsync(TokenPayload.Good(TokenHost.Now).With("sub", "\"ada\""));
        var reached = host.Reached;

        var status = await host.StatusAsync(token, TokenHost.PathOf(user));

        Assert.Equal(403, status);
        Assert.Equal(reached, host.Reached);
    }

    [Fact]
    public async Task Two_users_who_are_known_are_not_taken_for_each_other()
    {
        var ada = await RememberedAsync(TokenPayload.Good(TokenHost.Now).With("sub", "\"ada\""));
        var bob = await RememberedAsync(TokenPayload.Good(TokenHost.Now).With("sub", "\"bob\""));

        Assert.Equal(200, await host.StatusAsync(ada, TokenHost.PathOf("ada")));
        Assert.Equal(200, await host.StatusAsync(bob, TokenHost.PathOf("bob")));
        Assert.Equal(403, await host.StatusAsync(ada, TokenHost.PathOf("bob")));
        Assert.Equal(403, await host.StatusAsync(bob, TokenHost.PathOf("ada")));
    }

    private async Task<string> RememberedAsync(TokenPayload payload)
    {
        var token = _mint.SignPayload($"{payload}");
        Assert.Equal(200, await host.StatusAsync(token));
        Assert.True(host.Remembers(token));
        return token;
    }

    /// <summary>Its neighbours in the alphabet, and itself in the other case.</summary>
    private static IEnumerable<char> Others(char letter)
    {
        var at = Letters.IndexOf(letter, StringComparison.Ordinal);
        char[] others =
        [
            Letters[(at + 1) % Letters.Length], Letters[(at + Letters.Length - 1) % Letters.Length],
            char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter),
        ];
        return others.Where(other => other != letter).Distinct();
    }
}

/// <summary>A token that is known, and a clock that moves.</summary>
public sealed class EndOfRememberedTokensTests : IAsyncLifetime
{
    private readonly MovingTokenHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_known_token_is_refused_from_its_end_and_the_allowed_skew_on()
    {
        var end = TokenHost.Now.AddMinutes(1);
        var payload = TokenPayload.Good(TokenHost.Now).With("exp", TokenPayload.Seconds(end));
        var token = new TokenMint(TokenHost.Newer).SignPayload($"{payload}");
        Assert.Equal(200, await _host.StatusAsync(token));

        _host.Time = DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds()).AddSeconds(30).AddMilliseconds(-1);
        var before = await _host.StatusAsync(token);
        var reached = _host.Reached;
        _host.Time = _host.Time.AddMilliseconds(1);
        using var after = await _host.GetAsync($"Bearer {token}");

        Assert.Equal(200, before);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Contains("The token has expired", after.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(401, await _host.StatusAsync(token, TokenHost.PathOf("somebody-else")));
        Assert.Equal(reached, _host.Reached);
        Assert.False(_host.Remembers(token));
    }

    private sealed class MovingTokenHost : TokenHost
    {
        private readonly SetClock _clock = new();

        public DateTimeOffset Time
        {
            get => _clock.Time;
            set => _clock.Time = value;
        }

        private protected override TimeProvider Clock => _clock;
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Time { get; set; } = TokenHost.Now;

        public override DateTimeOffset GetUtcNow() => Time;
    }
}
