using TaskActors.Settings;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>A .env file means to the backend what it means to the frontend.</summary>
public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b ", "b")]
    [InlineData("  A=b", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("export   A = b", "b")]
    [InlineData("A: b", "b")]
    [InlineData("A=", "")]
    [InlineData("A=b # why", "b")]
    [InlineData("A=b#c", "b")]
    [InlineData("A='b # c'", "b # c")]
    [InlineData("A=\"b # c\" # why", "b # c")]
    [InlineData("A=`b 'c' \"d\"`", "b 'c' \"d\"")]
    [InlineData("A=' b '", " b ")]
    [InlineData("A=\"b\\nc\"", "b\nc")]
    [InlineData("A='b\\nc'", "b\\nc")]
    [InlineData("A=b\\nc", "b\\nc")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A=\"b\\\"c\"", "b\\\"c")]
    [InlineData("A=b=c==", "b=c==")]
    [InlineData("A=it's", "it's")]
    [InlineData("A='b", "'b")]
    [InlineData("A=\"b\" c", "\"b\" c")]
    [InlineData("A='b' 'c'", "b' 'c")]
    [InlineData("A=$B\\$C", "$B\\$C")]
    [InlineData("A=first\nA=last", "last")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("# A=x\r\n\r\nnonsense\r\nA=b\r\nB=c\r\n", "b")]
    [InlineData("A=b\rB=c", "b")]
    [InlineData("A=ünï çødé", "ünï çødé")]
    [InlineData("A\n=b", "b")]
    [InlineData("A=\n'b'", "b")]
    [InlineData("A=\nB=c", "")]
    public void A_line_is_read_as_dotenv_reads_it(string text, string expected)
    {
        var values = EnvFile.Parse(text);

        Assert.Equal(expected, values["A"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("=b")]
    [InlineData("A:b")]
    [InlineData("# A=b")]
    [InlineData("export A")]
    public void A_line_that_assigns_nothing_is_skipped(string text) => Assert.Empty(EnvFile.Parse(text));

    [Fact]
    public void A_file_is_read_to_its_end()
    {
        const string text = """
            # the frontend's settings
            DATABASE_URL="postgres://u:p@localhost/db"
            export BETTER_AUTH_SECRET='abc # def'   # keep it
            EMPTY=
            MULTI="one
            two"
            PORT=8001
            """;

        var values = EnvFile.Parse(text);

        Assert.Equal("DATABASE_URL BETTER_AUTH_SECRET EMPTY MULTI PORT", string.Join(' ', values.Keys));
        Assert.Equal("abc # def", values["BETTER_AUTH_SECRET"]);
        Assert.Equal("one\ntwo", values["MULTI"]);
        Assert.Equal("8001", values["PORT"]);
    }
}
