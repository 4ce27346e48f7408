using System.Text;

namespace TaskActors.Testing.Tokens;

/// <summary>Tokens of the right signer that do not say who they are for, or say it twice.</summary>
internal static class ForgedPayloads
{
    private static readonly string[] WrongSubjects =
    [
        "null", "\"\"", "\" \"", "\"\\t\"", "\"\\u00a0\\u2003\"", "\"\\u200b\"", "\"\\ufeff\"", "1", "1.5", "true",
        "[\"ada\"]", "{\"id\":\"ada\"}", "[]", "\"ada\\u0000\"", "\"ada\\n\"", "\"\\u001bada\"", "\"ada\\u007f\"",
        "\"ada\\u0085\"", "\"\\ud800\"", "\"ada\\udc00\"",
    ];

    private static readonly string[] OtherNames =
        ["id", "userId", "user_id", "nameid", "uid", "Sub", "SUB", "sub ", "subject", "name"];

    private static readonly (string Name, string Value)[] WrongTypes =
        [("iat", "\"yesterday\""), ("iat", "[]"), ("iss", "7"), ("iss", "[\"a\"]"), ("aud", "7"), ("jti", "7")];

    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        yield return new("sub missing", mint.SignPayload($"{Good().Without("sub")}"));
        yield return new("sub of 256 characters", mint.SignPayload(
            $"{Good().With("sub", $"\"{new string('a', 256)}\"")}"));
        foreach (var subject in WrongSubjects)
        {
            yield return new($"sub {subject}", mint.SignPayload($"{Good().With("sub", subject)}"));
        }

        foreach (var name in OtherNames)
        {
            yield return new($"'{name}' for sub", mint.SignPayload($"{Good().Without("sub").With(name, "\"ada\"")}"));
        }

        foreach (var (name, value) in WrongTypes)
        {
            yield return new($"{name} {value}", mint.SignPayload($"{Good().With(name, value)}"));
        }

        foreach (var forged in Repeated(mint, now).Concat(Malformed(mint, now)))
        {
            yield return forged;
        }

        TokenPayload Good() => TokenPayload.Good(now);
    }

    private static IEnumerable<ForgedToken> Repeated(TokenMint mint, DateTimeOffset now)
    {
        var inside = TokenPayload.Good(now).ToString()[1..^1];
        var exp = TokenPayload.Seconds(now.AddHours(1));
        string[] additions =
        [
            "\"sub\":\"mallory\"", "\"\\u0073ub\":\"mallory\"", "\"su\\u0062\":\"mallory\"", $"\"exp\":{exp}",
            $"\"e\\u0078p\":{exp}", "\"email\":\"m@canary.example\"", "\"a\":{\"b\":1,\"b\":1}",
            "\"a\":[{\"b\":1,\"\\u0062\":1}]", "\"nbf\":1,\"nbf\":1", "\"unread\":1,\"unread\":1",
        ];
        foreach (var addition in additions)
        {
            var name = addition.Replace(exp, "in an hour", StringComparison.Ordinal);
            yield return new($"twice: {name}", mint.SignPayload($"{{{inside},{addition}}}"));
            yield return new($"twice, first: {name}", mint.SignPayload($"{{{addition},{inside}}}"));
        }
    }

    private static IEnumerable<ForgedToken> Malformed(TokenMint mint, DateTimeOffset now)
    {
        var good = TokenPayload.Good(now).ToString();
        (string Name, string Text)[] texts =
        [
            ("a list", $"[{good}]"), ("two objects", $"{good}{good}"), ("a text", "\"ada\""), ("a number", "1"),
            ("null", "null"), ("blank", " "), ("not JSON", "sub=ada"), ("cut off", good[..^1]),
            ("with bytes after it", $"{good}\0"), ("with a word after it", $"{good}x"),
            ("after a byte order mark", $"\uFEFF{good}"),
            ("with a comment", $"{good[..^1]}/* */}}"), ("with a line comment", $"{good}// end"),
            ("with a trailing comma", $"{good[..^1]},}}"), ("with NaN", $"{good[..^1]},\"a\":NaN}}"),
            ("too deep", $"{good[..^1]},\"a\":{new string('[', 400)}{new string(']', 400)}}}"),
            ("with a line feed in a text", $"{good[..^1]},\"a\":\"\n\"}}"),
            ("with half a surrogate pair as a name", $"{good[..^1]},\"\\ud800\":1}}"),
        ];
        foreach (var (name, text) in texts)
        {
            yield return new($"payload {name}", mint.SignPayload(text));
        }

        var header = Encoding.UTF8.GetBytes(TokenMint.Header);
        var bytes = Encoding.UTF8.GetBytes(good);
        yield return new("payload in UTF-16", mint.Sign(header, Encoding.Unicode.GetBytes(good)));
        yield return new("payload compressed", mint.Sign(header, [0x78, 0x9C, .. bytes]));
        yield return new("payload with a broken letter", mint.Sign(
            header, [.. bytes[..^1], .. ",\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]));
        yield return new("payload with an overlong letter", mint.Sign(
            header, [.. bytes[..^1], .. ",\"a\":\""u8, 0xC0, 0xAF, .. "\"}"u8]));
        yield return new("payload with a surrogate in UTF-8", mint.Sign(
            header, [.. bytes[..^1], .. ",\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]));
    }
}
