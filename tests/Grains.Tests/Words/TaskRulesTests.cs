using Xunit;

namespace TaskActors.Tests.Words;

/// <summary>What the fields of a task may hold, at each edge.</summary>
public sealed class TaskRulesTests
{
    private const string Apple = "\ud83c\udf4e";

    [Theory]
    [InlineData("a", 1)]
    [InlineData("a", 200)]
    [InlineData(Apple, 200)]
    [InlineData("\u00fc", 200)]
    public void A_title_of_1_to_200_characters_is_good_however_many_bytes_they_take(string letter, int length) =>
        Assert.Null(TaskRules.WhyNotTitle(Repeat(letter, length)));

    [Theory]
    [InlineData("a")]
    [InlineData(Apple)]
    public void A_title_of_201_characters_is_refused_and_says_how_long_it_is(string letter)
    {
        var whyNot = TaskRules.WhyNotTitle(Repeat(letter, 201));

        Assert.Equal("The title has 201 characters; at most 200 are allowed.", whyNot);
    }

    [Fact]
    public void An_empty_title_is_refused() =>
        Assert.Equal("The title must not be empty.", TaskRules.WhyNotTitle(""));

    [Fact]
    public void A_description_may_be_absent_empty_or_4000_characters_long()
    {
        Assert.Null(TaskRules.WhyNotDescription(null));
        Assert.Null(TaskRules.WhyNotDescription(""));
        Assert.Null(TaskRules.WhyNotDescription(Repeat(Apple, 4_000)));
        Assert.NotNull(TaskRules.WhyNotDescription(Repeat("a", 4_001)));
    }

    [Fact]
    public void A_tag_has_1_to_50_characters()
    {
        Assert.NotNull(TaskRules.WhyNotTag(""));
        Assert.Null(TaskRules.WhyNotTag(Repeat(Apple, 50)));
        Assert.NotNull(TaskRules.WhyNotTag(Repeat("a", 51)));
    }

    [Fact]
    public void Of_all_control_characters_only_tab_and_line_feed_are_good()
    {
        var controls = Enumerable.Range(0, 0xa0).Where(code => char.IsControl((char)code)).ToArray();

        var good = controls.Where(code => TaskRules.WhyNotTitle($"a{(char)code}b") is null);

        Assert.Equal(65, controls.Length);
        Assert.Equal([0x09, 0x0a], good);
    }

    [Fact]
    public void A_control_character_is_named_and_not_repeated() =>
        Assert.Equal("The title has a control character (U+0007).", TaskRules.WhyNotTitle("ding \u0007"));

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_wherever_it_stands()
    {
        // Not as data of a theory: an attribute keeps its texts as UTF-8, which has no halves.
        string[] texts = ["\ud83c", "\udf4e", "\udf4e\ud83c", "a\ud83cb", "\ud83c" + Apple];

        Assert.All(texts, text =>
        {
            Assert.Equal("The title has half of a surrogate pair.", TaskRules.WhyNotTitle(text));
            Assert.NotNull(TaskRules.WhyNotDescription(text));
            Assert.NotNull(TaskRules.WhyNotTag(text));
        });
    }

    [Fact]
    public void Twenty_different_tags_are_good_and_one_more_is_not()
    {
        string[] tags = [.. Enumerable.Range(1, 21).Select(number => $"tag {number}")];

        Assert.Null(TaskRules.WhyNotTags([]));
        Assert.Null(TaskRules.WhyNotTags([.. tags[..20]]));
        Assert.Equal("A task has at most 20 tags.", TaskRules.WhyNotTags([.. tags]));
    }

    [Fact]
    public void Tags_are_the_same_only_if_every_character_is()
    {
        Assert.Equal("A tag may stand only once.", TaskRules.WhyNotTags(["home", "work", "home"]));
        Assert.Null(TaskRules.WhyNotTags(["home", "Home", "h\u00f6me", "ho\u0308me"]));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("\u00fc", 2)]
    [InlineData("\u20ac", 3)]
    [InlineData(Apple, 4)]
    public void The_limit_of_the_account_counts_UTF8_bytes(string? text, int bytes) =>
        Assert.Equal(bytes, TaskRules.TextBytes(text));

    private static string Repeat(string letter, int times) => string.Concat(Enumerable.Repeat(letter, times));
}
