using Xunit;

namespace TaskActors.Tests.Words;

/// <summary>A task has one address: its id is read in one form only.</summary>
public sealed class TaskIdTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("42", 42)]
    [InlineData("10", 10)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Digits_are_read_and_written_the_same(string text, long value)
    {
        Assert.True(TaskId.TryParse(text, out var id));

        Assert.Equal(value, id.Value);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("0x1")]
    [InlineData("1,000")]
    [InlineData("1\0")]
    [InlineData("1\n")]
    [InlineData("\u0661")]
    [InlineData("\uff11")]
    [InlineData("abc")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    public void Any_other_form_is_no_id(string? text) => Assert.False(TaskId.TryParse(text, out _));

    [Fact]
    public void Ids_are_in_the_order_of_their_numbers()
    {
        var (two, ten) = (new TaskId(2), new TaskId(10));

        Assert.True(two < ten && two <= ten && ten > two && ten >= two);
        Assert.True(two.CompareTo(ten) < 0);
        Assert.False(two > ten || two >= ten || ten < two || ten <= two);
    }
}
