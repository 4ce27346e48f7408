using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>The memory of verified tokens: bounded, and never kinder than the verification itself.</summary>
public sealed class RememberedTokensTests
{
    private static readonly DateTimeOffset Noon = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SetClock _clock = new(Noon);
    private readonly TokenMint _mint = new(TokenHost.Newer);

    [Fact]
    public async Task A_remembered_token_ends_when_the_token_ends()
    {
        var verifier = Verifier(Remembered(100));
        var payload = TokenPayload.Good(Noon).With("exp", TokenPayload.Seconds(Noon.AddMinutes(1)));
        var token = _mint.SignPayload($"{payload}");
        Assert.Null((await verifier.VerifyAsync(token, default)).Refusal);

        _clock.Now = Noon.AddSeconds(89);
        var before = await verifier.VerifyAsync(token, default);
        _clock.Now = Noon.AddSeconds(90);
        var after = await verifier.VerifyAsync(token, default);

        Assert.Null(before.Refusal);
        Assert.Equal(TokenRefusal.Expired, after.Refusal);
    }

    [Fact]
    public async Task A_remembered_token_is_forgotten_with_its_key()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        var (_, verified) = await verifier.VerifyAsync(token, default);
        Assert.True(remembered.TryFind(token, out _));

        verified!.Key.Withdraw();

        Assert.False(remembered.TryFind(token, out _));
    }

    [Fact]
    public async Task No_more_tokens_are_remembered_than_allowed()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);

        for (var count = 0; count < 1_000; count++)
        {
            var payload = TokenPayload.Good(Noon).With("sub", $"\"user-{count}\"");
            Assert.Null((await verifier.VerifyAsync(_mint.SignPayload($"{payload}"), default)).Refusal);
        }

        Assert.InRange(remembered.Count, 50, 100);
    }

    [Fact]
    public async Task A_token_in_use_is_not_forgotten_for_others()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        await verifier.VerifyAsync(token, default);

        for (var count = 0; count < 1_000; count++)
        {
            var payload = TokenPayload.Good(Noon).With("sub", $"\"user-{count}\"");
            await verifier.VerifyAsync(_mint.SignPayload($"{payload}"), default);
            await verifier.VerifyAsync(token, default);
        }

        Assert.True(remembered.TryFind(token, out _));
    }

    [Fact]
    public async Task Long_tokens_take_the_room_of_many()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);

        for (var count = 0; count < 200; count++)
        {
            // About eight thousand characters as a token.
            var payload = TokenPayload.Good(Noon).With("image", $"\"{count}{new string('a', 6_000)}\"");
            Assert.Null((await verifier.VerifyAsync(_mint.SignPayload($"{payload}"), default)).Refusal);
        }

        Assert.InRange(remembered.Count, 6, 14);
    }

    [Fact]
    public async Task A_token_that_differs_from_a_remembered_one_in_one_letter_is_another()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        await verifier.VerifyAsync(token, default);

        for (var at = 0; at < token.Length; at++)
        {
            var other = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            Assert.False(remembered.TryFind(other, out _));
        }

        Assert.False(remembered.TryFind(token.AsSpan(0, token.Length - 1), out _));
        Assert.False(remembered.TryFind(token + "A", out _));
        Assert.True(remembered.TryFind(token, out _));
    }

    [Fact]
    public async Task A_refused_token_is_not_remembered()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);

        await verifier.VerifyAsync(new TokenMint("another secret of enough bytes, too").SignPayload("{}"), default);
        await verifier.VerifyAsync(_mint.SignPayload("{}"), default);

        Assert.Equal(0, remembered.Count);
    }

    private static IOptions<TokenOptions> Settings(int max) => Options.Create(new TokenOptions
    {
        Secrets = ImmutableArray.Create(new SharedSecret("secret", TokenHost.Newer, "test")),
        RememberedMax = max,
    });

    private RememberedTokens Remembered(int max) => new(Settings(max), _clock);

    private TokenVerifier Verifier(RememberedTokens remembered) =>
        new(new SigningAlgorithms(new SecretKeys(Settings(100))), remembered, _clock);

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
