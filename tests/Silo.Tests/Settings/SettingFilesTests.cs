using TaskActors.Settings;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>A variable named after a setting and _FILE names a file in which the setting's value stands.</summary>
public sealed class SettingFilesTests : IDisposable
{
    private static readonly Setting<string> Secret = new("SECRET", SettingForm.Text, "", "", "") { IsSecret = true };
    private static readonly Setting<string> Log = new("LOG_FILE", SettingForm.Text, "", "", "");

    private readonly string _folder = Directory.CreateTempSubdirectory("taskactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a secret", "a secret")]
    [InlineData("a secret\n", "a secret")]
    [InlineData(" a \"secret\" \r\n", " a \"secret\" ")]
    public void Its_text_counts_but_for_line_breaks_at_its_end(string text, string expected)
    {
        var path = Write(text);

        var values = Read(("SECRET_FILE", path));

        Assert.Equal(expected, values.Find(Secret));
        Assert.Equal($"from {path}", values.OriginOf(Secret));
    }

    [Fact]
    public void A_path_begins_in_the_working_directory()
    {
        var name = Path.GetFileName(Write("a secret"));

        Assert.Equal("a secret", Read(("SECRET_FILE", $" {name} ")).Find(Secret));
    }

    [Fact]
    public void The_environment_wins_over_env_whichever_of_the_two_names_a_file()
    {
        var path = Write("of the file");

        var fromFile = Read([("SECRET", "of .env")], ("SECRET_FILE", path));
        var fromVariable = Read([("SECRET_FILE", path)], ("SECRET", "of the environment"));

        Assert.Equal("of the file", fromFile.Find(Secret));
        Assert.Equal("of the environment", fromVariable.Find(Secret));
    }

    [Fact]
    public void Both_in_one_place_stop_the_start()
    {
        var error = Assert.Throws<SetupException>(() => Read(("SECRET", "x"), ("SECRET_FILE", Write("y"))));

        Assert.Equal(
            "SECRET and SECRET_FILE are both set in the environment: leave one of them out.", error.Message);
    }

    [Fact]
    public void An_empty_variable_counts_as_not_set()
    {
        Assert.Null(Read(("SECRET_FILE", "")).Find(Secret));
        Assert.Equal("x", Read(("SECRET", ""), ("SECRET_FILE", Write("x"))).Find(Secret));
    }

    [Fact]
    public void A_file_that_cannot_be_read_stops_the_start()
    {
        var missing = Assert.Throws<SetupException>(() => Read(("SECRET_FILE", "nowhere")));
        var large = Assert.Throws<SetupException>(
            () => Read(("SECRET_FILE", Write(new string('x', (1 << 20) + 1)))));

        Assert.StartsWith("SECRET_FILE names a file that cannot be read: ", missing.Message, StringComparison.Ordinal);
        Assert.Equal("SECRET_FILE names a file that cannot be read: It is larger than 1 MiB.", large.Message);
    }

    [Fact]
    public void A_setting_whose_own_name_ends_so_names_no_value() =>
        Assert.Equal("log.txt", Read(("LOG_FILE", "log.txt")).Find(Log));

    [Fact]
    public void Variables_of_others_that_end_so_are_left_alone() =>
        Assert.Null(Read(("SSL_CERT_FILE", "nowhere"), ("_FILE", "nowhere")).Find(Secret));

    private string Write(string text)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }

    private SettingValues Read(params (string Name, string Value)[] environment) => Read([], environment);

    private SettingValues Read((string, string)[] file, params (string, string)[] environment) =>
        SettingValues.Read([Secret, Log], _folder, Lines(file), Lines(environment));

    private static Dictionary<string, string> Lines((string Name, string Value)[] lines) =>
        lines.ToDictionary(line => line.Name, line => line.Value, StringComparer.Ordinal);
}
