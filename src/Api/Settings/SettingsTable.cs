using System.Text;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>Every setting as one table of the manual, from the catalogue that <c>--help</c> prints.</summary>
internal static class SettingsTable
{
    /// <summary>Markdown, one row for each setting of the server, in the order of the help.</summary>
    public static string Render()
    {
        var table = new StringBuilder("| setting | meaning | default | for example |\n| --- | --- | --- | --- |\n");
        foreach (var setting in SettingsCatalogue.For(SettingUse.Serve))
        {
            table.Append("| `").Append(setting.Name).Append("` | ").Append(Cell(setting.Meaning)).Append(" | ")
                .Append(Cell(setting.Default)).Append(" | `").Append(Cell(setting.Example)).Append("` |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
