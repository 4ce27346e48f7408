using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>
/// The claims that are read of a token, all others are ignored. Signature, issuer and audience are checked elsewhere.
/// </summary>
internal sealed record TokenClaims(string Subject, string? Email, string? Name, DateTimeOffset ExpiresAt)
{
    /// <summary>How far the frontend's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int SubjectLengthMax = 255;

    // Beyond it a time is in milliseconds, by mistake: as seconds it is in the year 5138.
    private const double SecondsMax = 100_000_000_000;

    /// <summary>The <c>iss</c>, if it is a text.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>nbf</c>, or the beginning of time.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    public static TokenRefusal? Read(byte[] payload, out TokenClaims? claims)
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

        DateTimeOffset validFrom = default;
        if (members.TryGetProperty("nbf", out _) && !TryReadTime(members, "nbf", out validFrom))
        {
            return TokenRefusal.NotYetValid;
        }

        claims = new TokenClaims(
            subject, StrictJson.FindText(members, "email"), StrictJson.FindText(members, "name"), expiresAt)
        {
            Issuer = StrictJson.FindText(members, "iss"),
            ValidFrom = validFrom,
        };
        return null;
    }

    /// <summary>Why the token is not valid at this time; null if it is.</summary>
    public TokenRefusal? WhyNotAt(DateTimeOffset now) =>
        now >= ExpiresAt + Skew ? TokenRefusal.Expired
        : now + Skew < ValidFrom ? TokenRefusal.NotYetValid
        : null;

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
