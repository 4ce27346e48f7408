namespace TaskActors.Testing.Tokens;

/// <summary>Tokens that have ended, never end, or have not begun.</summary>
internal static class ForgedTimes
{
    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        var later = TokenPayload.Seconds(now.AddHours(1));
        var milliseconds = $"{now.AddHours(1).ToUnixTimeMilliseconds()}";
        string[] wrongExpiries =
        [
            "null", $"\"{later}\"", "\"2099-01-01T00:00:00Z\"", "true", "[]", $"[{later}]", "{}", milliseconds, "1e300",
            "99999999999999999999", "0", "-1", $"-{later}", TokenPayload.Seconds(now.AddSeconds(-31)),
            TokenPayload.Seconds(now.AddHours(-1)), "1e9", "100000000000",
        ];
        yield return new("exp missing", mint.SignPayload($"{TokenPayload.Good(now).Without("exp")}"));
        yield return new("exp under another name", mint.SignPayload(
            $"{TokenPayload.Good(now).Without("exp").With("Exp", later)}"));
        foreach (var expiry in wrongExpiries)
        {
            yield return new(
                $"exp {Stable(expiry, now)}", mint.SignPayload($"{TokenPayload.Good(now).With("exp", expiry)}"));
        }

        string[] wrongBeginnings =
        [
            later, TokenPayload.Seconds(now.AddMinutes(10)), milliseconds, "\"1\"", "null", "true", "[]", "1e300",
        ];
        foreach (var beginning in wrongBeginnings)
        {
            yield return new(
                $"nbf {Stable(beginning, now)}", mint.SignPayload($"{TokenPayload.Good(now).With("nbf", beginning)}"));
        }
    }

    /// <summary>A name that is the same in every run.</summary>
    private static string Stable(string json, DateTimeOffset now) => json
        .Replace($"{now.AddHours(1).ToUnixTimeMilliseconds()}", "in milliseconds", StringComparison.Ordinal)
        .Replace(TokenPayload.Seconds(now.AddHours(1)), "in an hour", StringComparison.Ordinal)
        .Replace(TokenPayload.Seconds(now.AddMinutes(10)), "in ten minutes", StringComparison.Ordinal)
        .Replace(TokenPayload.Seconds(now.AddSeconds(-31)), "31 seconds ago", StringComparison.Ordinal)
        .Replace(TokenPayload.Seconds(now.AddHours(-1)), "an hour ago", StringComparison.Ordinal);
}
