namespace TaskActors.Testing.Tokens;

/// <summary>What Better Auth signs with the same secret for other purposes: genuine, and no key to this door.</summary>
internal static class ForeignTokens
{
    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        var times = $"\"iat\":{TokenPayload.Seconds(now)},\"exp\":{TokenPayload.Seconds(now.AddHours(1))}";
        const string plain = """{"alg":"HS256"}""";
        yield return new("e-mail verification", mint.Sign(
            plain, $$"""{"email":"ada@canary.example",{{times}}}"""));
        yield return new("change of e-mail", mint.Sign(
            plain, $$"""{"email":"ada@canary.example","updateTo":"b@canary.example",{{times}}}"""));
        yield return new("session cookie", mint.Sign(
            plain,
            $$"""{"session":{"id":"s","userId":"ada"},"user":{"id":"ada"},"updatedAt":1,"version":"1",{{times}}}"""));
        yield return new("session cookie with a type", mint.Sign(
            """{"alg":"HS256","kid":"k","typ":"better-auth.session-cache+jwt"}""", $"{TokenPayload.Good(now)}"));
        yield return new("user without a subject", mint.Sign(
            plain, $$"""{"id":"ada","email":"ada@canary.example","name":"Ada","emailVerified":true,{{times}}}"""));
    }
}
