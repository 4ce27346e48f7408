using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace TaskActors.Tests.Words;

/// <summary>Instants read the same before and after they were stored.</summary>
public sealed class InstantsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_no_store_keeps_is_cut_not_rounded() =>
        Assert.Equal(Noon.AddTicks(10), Instants.ToMicroseconds(Noon.AddTicks(19)));

    [Fact]
    public void Cutting_brings_every_instant_to_UTC()
    {
        var cut = Instants.ToMicroseconds(Noon.ToOffset(TimeSpan.FromHours(9)));

        Assert.Equal(TimeSpan.Zero, cut.Offset);
        Assert.Equal(Noon, cut);
    }

    [Fact]
    public void Whole_seconds_have_no_fraction_and_others_have_six_digits()
    {
        Assert.Equal("2026-03-01T12:00:00Z", Instants.Format(Noon));
        Assert.Equal("2026-03-01T12:00:00.000001Z", Instants.Format(Noon.AddTicks(10)));
        Assert.Equal("2026-03-01T12:00:00.500000Z", Instants.Format(Noon.AddMilliseconds(500)));
    }

    [Fact]
    public void An_instant_of_another_offset_is_written_in_UTC() =>
        Assert.Equal("2026-03-01T12:00:00Z", Instants.Format(Noon.ToOffset(TimeSpan.FromHours(-5))));

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01T12:00:00+00:00")]
    [InlineData("2026-03-01T12:00:00.5Z")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData("2026-03-01T12:00:00Z ")]
    public void A_form_that_we_do_not_write_is_not_read(string text) =>
        Assert.Throws<FormatException>(() => Instants.Parse(text));

    [Fact]
    public void Whatever_is_written_is_read_back_the_same() =>
        Prop.ForAll(Cut.ToArbitrary(), instant =>
        {
            var again = Instants.Parse(Instants.Format(instant));

            Assert.Equal(instant, again);
            Assert.Equal(TimeSpan.Zero, again.Offset);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<DateTimeOffset> Cut =>
        from seconds in Gen.Choose(int.MinValue, int.MaxValue)
        from ticks in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(0, 9_999_999)))
        select Instants.ToMicroseconds(DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(ticks));

    [Fact]
    public void Any_instant_is_written_as_the_platform_writes_it() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Two().Select(pair => AtTicks(pair.Item1, pair.Item2)).ToArbitrary(), at =>
        {
            var format = at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : Sortable;
            Assert.Equal(at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture), Instants.Format(at));
            Assert.Equal(
                at.UtcDateTime.ToString(Sortable, CultureInfo.InvariantCulture), Instants.FormatSortable(at));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private const string Sortable = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    /// <summary>From the first to the last year; every other one at a whole second, some far from UTC.</summary>
    private static DateTimeOffset AtTicks(int one, int other)
    {
        var ticks = (long)(one / (double)int.MaxValue * (DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay));
        var at = new DateTimeOffset(
            other % 2 == 0 ? ticks : ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return at.Ticks > TimeSpan.TicksPerDay ? at.ToOffset(TimeSpan.FromHours(other % 27 - 13)) : at;
    }
}
