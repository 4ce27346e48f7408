using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
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
        Assert.Null(await verifier.RefusalAsync(token));

        _clock.Now = Noon.AddSeconds(89);
        var before = await verifier.RefusalAsync(token);
        _clock.Now = Noon.AddSeconds(90);
        var after = await verifier.RefusalAsync(token);

        Assert.Null(before);
        Assert.Equal(TokenRefusal.Expired, after);
    }

    [Fact]
    public async Task A_remembered_token_is_forgotten_with_its_key()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        await verifier.RefusalAsync(token);
        Assert.True(remembered.TryFind(token, out var verified));

        verified.Key.Withdraw();

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
            Assert.Null(await verifier.RefusalAsync(_mint.SignPayload($"{payload}")));
        }

        Assert.InRange(remembered.Count, 50, 100);
    }

    [Fact]
    public async Task A_token_in_use_is_not_forgotten_for_others()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        await verifier.RefusalAsync(token);

        for (var count = 0; count < 1_000; count++)
        {
            var payload = TokenPayload.Good(Noon).With("sub", $"\"user-{count}\"");
            await verifier.RefusalAsync(_mint.SignPayload($"{payload}"));
            await verifier.RefusalAsync(token);
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
            Assert.Null(await verifier.RefusalAsync(_mint.SignPayload($"{payload}")));
        }

        Assert.InRange(remembered.Count, 6, 14);
    }

    [Fact]
    public async Task A_token_that_differs_from_a_remembered_one_in_one_letter_is_another()
    {
        var remembered = Remembered(100);
        var verifier = Verifier(remembered);
        var token = _mint.SignPayload($"{TokenPayload.Good(Noon)}");
        await verifier.RefusalAsync(token);

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

        await verifier.RefusalAsync(new TokenMint("another secret of enough bytes, too").SignPayload("{}"));
        await verifier.RefusalAsync(_mint.SignPayload("{}"));

        Assert.Equal(0, remembered.Count);
    }

    private static IOptions<TokenOptions> Settings(int max) => Options.Create(new TokenOptions
    {
        Secrets = ImmutableArray.Create(new SharedSecret("secret", TokenHost.Newer, "test")),
        RememberedMax = max,
    });

    private RememberedTokens Remembered(int max) => new(Settings(max), _clock);

    private Door Verifier(RememberedTokens remembered) => new(remembered, new BetterAuthTokenHandler(
        new SigningAlgorithms(new SecretKeys(Settings(100))),
        remembered,
        _clock,
        NullLogger<BetterAuthTokenHandler>.Instance));

    /// <summary>Asks the memory first, then the handler, as the bearer scheme does.</summary>
    private sealed class Door(RememberedTokens remembered, BetterAuthTokenHandler handler)
    {
        public async Task<TokenRefusal?> RefusalAsync(string token)
        {
            if (remembered.TryFind(token, out _))
            {
                return null;
            }

            var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters());
            return result.IsValid ? null : Assert.IsType<TokenRefusedException>(result.Exception).Refusal;
        }
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
