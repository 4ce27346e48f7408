using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TaskActors.MovingIn;

/// <summary>What texts of the source mean, and how they are cut to what a task may hold.</summary>
internal static class SourceTexts
{
    /// <summary>Without control characters, trimmed, and at most so long.</summary>
    public static string Cut(string text, int lengthMax)
    {
        var kept = new StringBuilder(text.Length);
        var runes = text.ReplaceLineEndings("\n").Trim().EnumerateRunes()
            .Where(rune => !Rune.IsControl(rune) || rune.Value is '\t' or '\n');
        foreach (var rune in runes.Take(lengthMax))
        {
            kept.Append(rune.ToString());
        }

        return kept.ToString().Trim();
    }

    /// <summary>For a terminal: no control characters, and not too long.</summary>
    public static string Shown(string text) =>
        Cut(text.ReplaceLineEndings(" "), 80) is var cut && cut == text ? $"'{text}'" : $"'{cut}…'";

    public static bool? Boolean(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" or "0" or "F" or "FALSE" or "N" or "NO" => false,
        "1" or "T" or "TRUE" or "Y" or "YES" => true,
        _ => null,
    };

    /// <summary>An instant; one without an offset counts as UTC.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        var isInstant = TryDue(text, out var due);
        instant = isInstant ? new DateTimeOffset(due.Utc, TimeSpan.Zero) : default;
        return isInstant;
    }

    /// <summary>A day or an instant, also with an offset of hours only, as PostgreSQL prints it.</summary>
    public static bool TryDue(string text, out DueDate due)
    {
        var isShort = text.Length > 3 && text[^3] is '+' or '-' && text.Contains(':', StringComparison.Ordinal);
        return DueDate.TryParse(isShort ? text + ":00" : text, out due);
    }

    /// <summary>A JSON array of texts, or words with commas between them; null for what is neither.</summary>
    public static ImmutableArray<string>? Tags(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text == "null")
        {
            return [];
        }

        if (text.TrimStart()[0] is not ('[' or '{' or '"'))
        {
            return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        }

        try
        {
            var tags = JsonSerializer.Deserialize<string?[]>(text);
            return tags is null || tags.Contains(null) ? null : [.. tags.OfType<string>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
