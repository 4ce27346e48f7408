using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>Nothing of a caller's token is ever logged, at the most verbose level.</summary>
public sealed class QuietLogTests(TokenHost host) : IClassFixture<TokenHost>
{
    [Fact]
    public async Task No_token_no_claim_and_no_secret_reaches_the_log()
    {
        var now = TokenHost.Now;
        var mint = new TokenMint(TokenHost.Newer);
        var good = mint.SignPayload($"{TokenPayload.Good(now)}");
        string[] sent = [good, .. ForgedTokens.All(mint, now).Select(token => token.Text)];

        foreach (var token in sent)
        {
            using var answer = await host.GetAsync($"Bearer {token}");
        }

        var text = string.Join('\n', host.Lines);
        string[] secret = [TokenHost.Newer, TokenHost.Older, "canary", "kRz8vQ2LpXb4nYwT6mJc9sGdHf1aEu3o", "mallory"];
        Assert.Contains("A token was refused: SignatureWrong", text, StringComparison.Ordinal);
        Assert.All(
            secret.Concat(sent.SelectMany(token => token.Split('.')).Where(part => part.Length > 12)),
            part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }
}
