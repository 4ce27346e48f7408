namespace TaskActors.Testing.Tokens;

/// <summary>Tokens that are a good one in another spelling, or in too many or too few parts.</summary>
internal static class ForgedSpellings
{
    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        var good = mint.SignPayload(TokenPayload.Good(now).ToString());
        var parts = good.Split('.');
        var (header, payload, signature) = (parts[0], parts[1], parts[2]);
        (string Name, string Text)[] forged =
        [
            ("one part", header),
            ("two parts", $"{header}.{payload}"),
            ("four parts", $"{good}.{signature}"),
            ("five parts, as an encrypted token has", $"{header}..{payload}.{signature}.{signature}"),
            ("a dot at the end", $"{good}."),
            ("a dot at the beginning", $".{good}"),
            ("nothing but dots", ".."),
            ("an empty header", $".{payload}.{signature}"),
            ("an empty payload", $"{header}..{signature}"),
            ("an empty payload that is signed", mint.SignParts(header, "")),
            ("padding after the signature", $"{good}="),
            ("padding after the header", mint.SignParts($"{header}=", payload)),
            ("padding after the payload", mint.SignParts(header, $"{payload}==")),
            ("percent signs as padding", $"{good}%3D"),
            ("in quotes", $"\"{good}\""),
            ("in angle brackets", $"<{good}>"),
            ("a comma after it", $"{good},"),
            ("twice", $"{good},{good}"),
            ("twice with a space", $"{good} {good}"),
            ("the scheme twice", $"Bearer {good}"),
            ("a word after it", $"{good} x"),
            ("a space inside", $"{header}. {payload}.{signature}"),
            ("a tab inside", $"{header}.\t{payload}.{signature}"),
            ("a semicolon after it", $"{good};"),
        ];
        return forged.Select(token => new ForgedToken(token.Name, token.Text) { Original = good })
            .Concat(WithWrongParts(mint, now))
            .Concat(InOldAlphabet(mint, now));
    }

    private static IEnumerable<ForgedToken> WithWrongParts(TokenMint mint, DateTimeOffset now)
    {
        var good = mint.SignPayload(TokenPayload.Good(now).ToString());
        var parts = good.Split('.');
        var (header, payload, signature) = (parts[0], parts[1], parts[2]);
        (string Name, string Text)[] forged =
        [
            ("JSON serialisation",
                $$"""{"payload":"{{payload}}","protected":"{{header}}","signature":"{{signature}}"}"""),
            ("a plus in the signature", $"{header}.{payload}.+{signature[1..]}"),
            ("a slash in the signature", $"{header}.{payload}./{signature[1..]}"),
            ("bits after the signature's last byte", $"{header}.{payload}.{WithStrayBits(signature)}"),
            ("bits after the header's last byte",
                mint.SignParts(WithStrayBits(TokenMint.Part($"{{\"alg\":\"{mint.Algorithm}\"}} ")), payload)),
            ("one letter too many", mint.SignParts(header, Lengthened(payload))),
            ("longer than 16 KB", mint.SignPayload(
                TokenPayload.Good(now).With("image", $"\"{new string('a', 13_000)}\"").ToString())),
            ("longer than 32 KB", mint.SignPayload(
                TokenPayload.Good(now).With("image", $"\"{new string('a', 26_000)}\"").ToString())),
        ];
        return forged.Select(token => new ForgedToken(token.Name, token.Text) { Original = good });
    }

    /// <summary>Parts in the alphabet with plus and slash, signed as they are.</summary>
    private static IEnumerable<ForgedToken> InOldAlphabet(TokenMint mint, DateTimeOffset now)
    {
        foreach (var (name, letters) in new[] { ("plus", ">>>"), ("slash", "???") })
        {
            var json = TokenPayload.Good(now).With("pad", $"\"{letters}{letters}{letters}\"").ToString();
            var part = TokenMint.Part(json).Replace('-', '+').Replace('_', '/');
            var text = mint.SignParts(mint.HeaderPart, part);
            yield return new($"a {name} in the payload", text) { Original = mint.SignPayload(json) };
        }
    }

    /// <summary>Another last letter that a lax decoder reads as the same bytes.</summary>
    private static string WithStrayBits(string part)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return part.Length % 4 == 0
            ? throw new ArgumentException("Its last letter has no stray bits.", nameof(part))
            : part[..^1] + letters[letters.IndexOf(part[^1], StringComparison.Ordinal) + 1];
    }

    /// <summary>A part whose length no bytes have.</summary>
    private static string Lengthened(string part) => part + new string('A', 4 - ((part.Length + 3) % 4));
}
