using System.Globalization;

namespace TaskActors;

/// <summary>Instants as text (RFC 3339, UTC) and at the precision of every store: microseconds.</summary>
public static class Instants
{
    private const string Format6 = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string Format0 = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The length of the longest text, in characters.</summary>
    public const int LengthMax = 27;

    /// <summary>
    /// Cuts what PostgreSQL could not store, so that a task reads the same before and after a restart.
    /// </summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public static string Format(DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[LengthMax];
        return text[..Write(instant, text)].ToString();
    }

    /// <summary>Always with all digits, so that texts sort as the instants do.</summary>
    public static string FormatSortable(DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[LengthMax];
        return text[..Write(instant, text, isSortable: true)].ToString();
    }

    /// <summary>
    /// Writes it by hand: the platform reads its format anew each time, and a list has three of a task.
    /// </summary>
    /// <param name="instant">At any offset.</param>
    /// <param name="text">At least <see cref="LengthMax"/> characters.</param>
    /// <param name="isSortable">Whether whole seconds, too, are written with their fraction.</param>
    /// <returns>How many characters were written.</returns>
    public static int Write(DateTimeOffset instant, Span<char> text, bool isSortable = false)
    {
        var utc = instant.UtcDateTime;
        Digits(text[..4], utc.Year);
        text[4] = '-';
        Digits(text[5..7], utc.Month);
        text[7] = '-';
        Digits(text[8..10], utc.Day);
        text[10] = 'T';
        Digits(text[11..13], utc.Hour);
        text[13] = ':';
        Digits(text[14..16], utc.Minute);
        text[16] = ':';
        Digits(text[17..19], utc.Second);
        var ticks = utc.Ticks % TimeSpan.TicksPerSecond;
        if (ticks == 0 && !isSortable)
        {
            text[19] = 'Z';
            return 20;
        }

        text[19] = '.';
        Digits(text[20..26], (int)(ticks / TimeSpan.TicksPerMicrosecond));
        text[26] = 'Z';
        return LengthMax;
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">The text is in another form.</exception>
    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(
        text, [Format0, Format6], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static void Digits(Span<char> text, int number)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            text[at] = (char)('0' + (number % 10));
            number /= 10;
        }
    }
}
