using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace TaskActors.Tests.Words;

/// <summary>A due date reads what frontends send, and keeps whether it was a day or an instant.</summary>
public sealed class DueDateTests
{
    [Theory]
    [InlineData("2026-12-01", "2026-12-01")]
    [InlineData("2028-02-29", "2028-02-29")]
    [InlineData("0001-01-01", "0001-01-01")]
    [InlineData("9999-12-31", "9999-12-31")]
    [InlineData("2026-12-01T10:30:00Z", "2026-12-01T10:30:00Z")]
    [InlineData("2026-12-01t10:30:00z", "2026-12-01T10:30:00Z")]
    [InlineData("2026-12-01 10:30:00Z", "2026-12-01T10:30:00Z")]
    [InlineData("2026-12-01T10:30:00+02:00", "2026-12-01T08:30:00Z")]
    [InlineData("2026-12-01T00:30:00+01:00", "2026-11-30T23:30:00Z")]
    [InlineData("2026-12-01T10:30:00-05:30", "2026-12-01T16:00:00Z")]
    [InlineData("2026-12-01T10:30:00.5Z", "2026-12-01T10:30:00.500000Z")]
    [InlineData("2026-12-01T10:30:00.123Z", "2026-12-01T10:30:00.123000Z")]
    [InlineData("2026-12-01T10:30:00.1234567Z", "2026-12-01T10:30:00.123456Z")]
    [InlineData("2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    public void What_a_frontend_sends_is_read_and_written_in_one_form(string sent, string written)
    {
        Assert.True(DueDate.TryParse(sent, out var due));

        Assert.Equal(written, due.ToString());
    }

    [Theory]
    [InlineData("2026-12-01T10:30")]
    [InlineData("2026-12-01T10:30:00")]
    [InlineData("2026-12-01 10:30")]
    public void An_instant_without_an_offset_counts_as_UTC(string sent)
    {
        Assert.True(DueDate.TryParse(sent, out var due));

        Assert.Equal(new DateTime(2026, 12, 1, 10, 30, 0, DateTimeKind.Utc), due.Utc);
        Assert.Equal(DateTimeKind.Utc, due.Utc.Kind);
        Assert.False(due.IsDay);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("tomorrow")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("2026-1-1")]
    [InlineData("01.12.2026")]
    [InlineData("12/01/2026")]
    [InlineData("20261201")]
    [InlineData("-2026-12-01")]
    [InlineData("10000-01-01")]
    [InlineData(" 2026-12-01")]
    [InlineData("2026-12-01 ")]
    [InlineData("2026-12-01\0")]
    [InlineData("2026-12-01T")]
    [InlineData("2026-12-01T10")]
    [InlineData("2026-12-01T24:00:00Z")]
    [InlineData("2026-12-01T23:59:60Z")]
    [InlineData("2026-12-01T10:30:00Z\0")]
    [InlineData("2026-12-01T10:30:00+99:00")]
    [InlineData("2026-12-01T10:30:00 Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("\u0662\u0660\u0662\u0666-12-01")]
    [InlineData("1764585000")]
    public void Everything_else_is_refused(string? text) => Assert.False(DueDate.TryParse(text, out _));

    [Fact]
    public void A_day_and_its_midnight_are_the_same_instant_and_not_the_same_due_date()
    {
        var day = DueDate.OnDay(new DateOnly(2026, 12, 1));
        var midnight = DueDate.At(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(day.Utc, midnight.Utc);
        Assert.NotEqual(day, midnight);
    }

    [Fact]
    public void Equal_instants_of_two_offsets_are_one_due_date()
    {
        var here = DueDate.At(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        var there = DueDate.At(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal(here, there);
    }

    [Fact]
    public void Whatever_is_written_is_read_back_the_same() =>
        Prop.ForAll(DueDates.ToArbitrary(), due =>
        {
            Assert.True(DueDate.TryParse(due.ToString(), out var again), due.ToString());
            Assert.Equal(due, again);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<DueDate> DueDates =>
        from isDay in Gen.Elements(true, false)
        from seconds in Gen.Choose(0, int.MaxValue)
        from ticks in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(0, 9_999_999)))
        from minutes in Gen.Choose(-14 * 60, 14 * 60)
        let utc = DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(ticks)
        select isDay
            ? DueDate.OnDay(DateOnly.FromDateTime(utc.Date))
            : DueDate.At(utc.ToOffset(TimeSpan.FromMinutes(minutes)));
}
