using TaskActors.Api.Settings;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>The manual's table of settings is the catalogue's; TASKACTORS_TEST_RENEW=1 writes it anew.</summary>
public sealed class SettingsTableTests
{
    private const string Begin = "<!-- settings: made from the catalogue, see CONTRIBUTING.md -->\n";
    private const string End = "<!-- settings: end -->";

    [Fact]
    public async Task The_manual_has_every_setting_as_the_help_has_it()
    {
        var path = Repository.PathOf("docs/OPERATIONS.md");
        var manual = await File.ReadAllTextAsync(path);
        var begin = manual.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = manual.IndexOf(End, StringComparison.Ordinal);
        var expected = manual[..begin] + SettingsTable.Render() + manual[end..];

        if (Environment.GetEnvironmentVariable("TASKACTORS_TEST_RENEW") == "1")
        {
            await File.WriteAllTextAsync(path, expected);
        }
        else
        {
            Assert.Equal(expected, manual);
        }
    }
}
