using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>The claims that are read of a token whose signature holds; all others are ignored.</summary>
internal sealed record TokenClaims(string Subject, string? Email, string? Name, DateTimeOffset ExpiresAt)
{
    /// <summary>How far the frontend's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int SubjectLengthMax = 255;

    // Beyond it a time is in milliseconds, by mistake: as seconds it is in the year 5138.
    private const double SecondsMax = 100_000_000_000;

    public static TokenRefusal? Read(byte[] payload, TokenRules rules, DateTimeOffset now, out TokenClaims? claims)
    {
        claims = null;
        using var document = StrictJson.TryReadObject(payload);
        if (document is null)
        {
            return TokenRefusal.PayloadNotJson;
        }

        var members = document.RootElement;
        if (StrictJson.FindText(members, "sub") is not { } subject || !IsSubject(subject))
        {
            return TokenRefusal.SubjectMissing;
        }

        if (!TryReadTime(members, "exp", out var expiresAt))
        {
            return TokenRefusal.ExpiryMissing;
        }

        if ((WhyNotNow(members, expiresAt, now) ?? WhyNotFor(members, rules)) is { } refusal)
        {
            return refusal;
        }

        claims = new TokenClaims(
            subject, StrictJson.FindText(members, "email"), StrictJson.FindText(members, "name"), expiresAt);
        return null;
    }

    private static TokenRefusal? WhyNotNow(JsonElement members, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        if (now >= expiresAt + Skew)
        {
            return TokenRefusal.Expired;
        }

        if (!members.TryGetProperty("nbf", out _))
        {
            return null;
        }

        return TryReadTime(members, "nbf", out var validFrom) && now + Skew >= validFrom
            ? null
            : TokenRefusal.NotYetValid;
    }

    private static TokenRefusal? WhyNotFor(JsonElement members, TokenRules rules)
    {
        if (rules.Issuer is { } issuer && StrictJson.FindText(members, "iss") is var given
            && !string.Equals(given, issuer, StringComparison.Ordinal))
        {
            return TokenRefusal.IssuerWrong;
        }

        return rules.Audience is { } audience && !IsFor(members, audience) ? TokenRefusal.AudienceWrong : null;
    }

    /// <summary>The audience is one text, or a list of nothing but texts.</summary>
    private static bool IsFor(JsonElement members, string audience)
    {
        if (!members.TryGetProperty("aud", out var given))
        {
            return false;
        }

        var audiences = given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().Select(StrictJson.TextOf).ToArray()
            : [StrictJson.TextOf(given)];
        return !audiences.Contains(null) && audiences.Contains(audience, StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether it names somebody: 1 to 255 characters, none of them a control character, and at least one that can be
    /// seen.
    /// </summary>
    public static bool IsSubject(string subject) =>
        subject.EnumerateRunes().Count() <= SubjectLengthMax
        && !subject.Any(char.IsControl)
        && subject.EnumerateRunes().Any(IsVisible);

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;

    private static bool TryReadTime(JsonElement members, string name, out DateTimeOffset time)
    {
        time = default;
        if (!members.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.Number
            || !value.TryGetDouble(out var seconds)
            || !(Math.Abs(seconds) < SecondsMax))
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(seconds * 1_000));
        return true;
    }
}
