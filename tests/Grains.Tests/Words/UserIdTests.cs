using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace TaskActors.Tests.Words;

/// <summary>Different users have different keys, and a key says whose it is.</summary>
public sealed class UserIdTests
{
    [Fact]
    public void Keys_begin_with_a_prefix_that_no_number_has()
    {
        Assert.Equal("u-10", new UserId("10").Key);
        Assert.Equal("i-acme-10", new UserId("10", "acme").Key);
    }

    [Theory]
    [InlineData("abc", null)]
    [InlineData("ABC", null)]
    [InlineData("u-abc", null)]
    [InlineData("i-acme-abc", null)]
    [InlineData("-", null)]
    [InlineData("a+b/c?d#e%41", null)]
    [InlineData("\ud83c\udf4e", null)]
    [InlineData("abc", "acme")]
    [InlineData("a-b-c", "acme")]
    [InlineData("-abc", "0")]
    [InlineData("u-abc", "u")]
    public void A_key_is_read_back_as_the_user_it_was_made_for(string subject, string? issuer)
    {
        var user = new UserId(subject, issuer);

        Assert.Equal(user, UserId.FromKey(user.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("U-alice")]
    [InlineData("u")]
    [InlineData("i-acme")]
    [InlineData("I-acme-alice")]
    public void A_key_of_another_form_is_refused(string key) =>
        Assert.Throws<FormatException>(() => UserId.FromKey(key));

    [Fact]
    public void Users_are_the_same_only_if_every_character_is()
    {
        UserId[] users =
        [
            new("abc"), new("ABC"), new("10"), new("010"), new("%41"), new("A"), new("x/y"), new("x%2Fy"),
            new("\u00fc"), new("u\u0308"), new("abc", "acme"), new("abc", "acme2"), new("acme-abc"),
        ];

        Assert.Equal(users.Length, users.Distinct().Count());
        Assert.Equal(users.Length, users.Select(user => user.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_two_users_have_one_key() =>
        Prop.ForAll(Users.ToArbitrary(), Users.ToArbitrary(), (one, other) =>
        {
            Assert.Equal(one, UserId.FromKey(one.Key));
            Assert.Equal(one == other, string.Equals(one.Key, other.Key, StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>Few and awkward characters, so that keys come close to each other.</summary>
    private static Gen<UserId> Users =>
        from length in Gen.Choose(1, 4)
        from subject in Gen.ArrayOf(Gen.Elements('u', 'i', '-', 'a', 'A', '1'), length)
        from issuer in Gen.Elements(null, "u", "i", "a", "a1")
        select new UserId(new string(subject), issuer);
}
