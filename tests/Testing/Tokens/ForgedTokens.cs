namespace TaskActors.Testing.Tokens;

/// <summary>A token that must be refused.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Text">The token as it is sent.</param>
public sealed record ForgedToken(string Name, string Text)
{
    /// <summary>The good token that it was made from; null for the usual one of its signer.</summary>
    public string? Original { get; init; }

    /// <summary>
    /// Good tokens to which it owes something: its own original, the usual one, and its payload under a good header,
    /// which is good unless the payload is what is wrong with it.
    /// </summary>
    public IEnumerable<string> Sources(TokenMint mint, DateTimeOffset now)
    {
        var parts = Text.Split('.');
        string?[] sources =
        [
            Original, mint.SignPayload($"{TokenPayload.Good(now)}"),
            parts.Length == 3 ? mint.SignParts(mint.HeaderPart, parts[1]) : null,
        ];
        return sources.OfType<string>().Distinct(StringComparer.Ordinal);
    }

    /// <summary>Whether a part of it, header, payload or signature, is also one of the other token.</summary>
    public bool Shares(string token, int part) =>
        Text.Split('.').ElementAtOrDefault(part) is { Length: > 0 } mine && mine == token.Split('.')[part];
}

/// <summary>
/// Every token that a server with shared secrets must refuse. All but those with a wrong signature are signed with the
/// real secret, so that nothing but their own fault can be why.
/// </summary>
public static class ForgedTokens
{
    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now) =>
    [
        .. ForgedHeaders.All(mint, now),
        .. ForgedSignatures.All(mint, now),
        .. ForgedSpellings.All(mint, now),
        .. ForgedPayloads.All(mint, now),
        .. ForgedTimes.All(mint, now),
        .. ForeignTokens.All(mint, now),
    ];

    /// <summary>Those that are wrong only where issuer and audience are checked.</summary>
    public static IEnumerable<ForgedToken> WithWrongOrigin(TokenMint mint, DateTimeOffset now)
    {
        string[] wrong =
        [
            "\"http://localhost:3000/\"", "\"HTTP://LOCALHOST:3000\"", "\"http://localhost:30000\"",
            "\"http://localhost\"",
            "\" http://localhost:3000\"", "\"https://localhost:3000\"", "\"\"", "null", "3000", "{}", "true",
            "\"http://localhost:3000.evil.example\"", "\"http://localhost:3000\\u0000\"",
        ];
        foreach (var claim in new[] { "iss", "aud" })
        {
            yield return new($"{claim} missing", mint.SignPayload($"{TokenPayload.Good(now).Without(claim)}"));
            foreach (var value in wrong)
            {
                yield return new(
                    $"{claim} is {value}", mint.SignPayload($"{TokenPayload.Good(now).With(claim, value)}"));
            }
        }

        yield return new("iss is a list", mint.SignPayload(
            $"{TokenPayload.Good(now).With("iss", """["http://localhost:3000"]""")}"));
        yield return new("aud is an empty list", mint.SignPayload($"{TokenPayload.Good(now).With("aud", "[]")}"));
        yield return new("aud is a list of another", mint.SignPayload(
            $"{TokenPayload.Good(now).With("aud", """["http://localhost:3001"]""")}"));
        yield return new("aud is a list with a number", mint.SignPayload(
            $"{TokenPayload.Good(now).With("aud", """["http://localhost:3000",1]""")}"));
        yield return new("aud is a list in a list", mint.SignPayload(
            $"{TokenPayload.Good(now).With("aud", """[["http://localhost:3000"]]""")}"));
    }
}
