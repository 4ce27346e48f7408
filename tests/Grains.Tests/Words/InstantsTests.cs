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
}
