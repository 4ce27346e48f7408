using System.Globalization;
using System.Text.RegularExpressions;
using Orleans;

namespace TaskActors;

/// <summary>When a task is due: a day, or an instant. Text keeps which of the two it was.</summary>
[GenerateSerializer, Immutable, Alias("due-date")]
public readonly partial record struct DueDate
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    private DueDate(DateTime utc, bool isDay)
    {
        Utc = utc;
        IsDay = isDay;
    }

    /// <summary>The instant, in UTC with a precision of microseconds; of a day, its midnight UTC.</summary>
    [Id(0)]
    public DateTime Utc { get; init; }

    /// <summary>Whether it is a day without a time.</summary>
    [Id(1)]
    public bool IsDay { get; init; }

    public static DueDate OnDay(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), isDay: true);

    public static DueDate At(DateTimeOffset instant) => new(Instants.ToMicroseconds(instant).UtcDateTime, isDay: false);

    /// <summary>
    /// Reads <c>2026-12-01</c> or an RFC 3339 instant. One without an offset, as a browser's date field sends it,
    /// counts as UTC.
    /// </summary>
    public static bool TryParse(string? text, out DueDate due)
    {
        due = default;
        if (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            due = OnDay(day);
            return true;
        }

        var (culture, zone) = (CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (!DateTimeOffset.TryParseExact(Shortened(text), InstantFormats, culture, zone, out var at))
        {
            return false;
        }

        due = At(at);
        return true;
    }

    /// <summary>
    /// RFC 3339 allows any number of fractional digits; those beyond 100 ns are cut, as in every store.
    /// </summary>
    private static string? Shortened(string? text) =>
        text is null ? null : FinestDigits().Replace(text.ToUpperInvariant(), "${kept}");

    [GeneratedRegex(@"(?<kept>\.\d{7})\d{1,9}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FinestDigits();

    public override string ToString() => IsDay
        ? Utc.ToString(DayFormat, CultureInfo.InvariantCulture)
        : Instants.Format(new DateTimeOffset(Utc, TimeSpan.Zero));
}
