using System.Globalization;

namespace TaskActors;

/// <summary>Instants as text (RFC 3339, UTC) and at the precision of every store: microseconds.</summary>
public static class Instants
{
    private const string Format6 = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string Format0 = "yyyy-MM-dd'T'HH:mm:ss'Z'";

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
        var format = instant.Ticks % TimeSpan.TicksPerSecond == 0 ? Format0 : Format6;
        return instant.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Always with all digits, so that texts sort as the instants do.</summary>
    public static string FormatSortable(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Format6, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">The text is in another form.</exception>
    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(
        text, [Format0, Format6], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
