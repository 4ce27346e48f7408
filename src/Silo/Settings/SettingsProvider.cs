using Microsoft.Extensions.Configuration;

namespace TaskActors.Settings;

/// <summary>
/// The settings of one place as configuration: variables whose names are settings, and what stands in the files that
/// variables named after a setting and <c>_FILE</c> name. What belongs to others is left out.
/// </summary>
internal sealed class SettingsProvider(
    string place, IEnumerable<KeyValuePair<string, string>> variables, IReadOnlyList<Setting> settings, string folder)
    : ConfigurationProvider
{
    private const string FileSuffix = "_FILE";
    private const string OwnPrefix = "TASKACTORS_";

    // The test suites have variables of their own, which the servers that they start inherit.
    private static readonly string[] NamesOfTests = ["TASKACTORS_LONG", "TASKACTORS_TEST_"];

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Whether a variable that begins as ours do, and is none, is a mistake.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>Everything that is wrong here, each in one sentence.</summary>
    public List<string> Problems { get; } = [];

    public override void Load()
    {
        Data = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (settings.Named(name) is not null)
            {
                Data[name] = value;
            }
            else if (name.EndsWith(FileSuffix, StringComparison.Ordinal)
                && settings.Named(name[..^FileSuffix.Length]) is { } setting)
            {
                ReadFile(setting.Name, name, value.Trim());
            }
            else if (RefusesUnknown && IsUnknown(name))
            {
                Problems.Add($"There is no setting {name} (it is set in {place}): did you mean "
                    + $"{settings.Nearest(name, OwnPrefix)}?");
            }
        }
    }

    /// <summary>Where a value comes from, to be named in a sentence.</summary>
    public string OriginOf(string name) => $"from {_files.GetValueOrDefault(name, place)}";

    private void ReadFile(string setting, string variable, string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (!string.IsNullOrEmpty(Data.TryGetValue(setting, out var value) ? value : null))
        {
            Problems.Add($"{setting} and {variable} are both set in {place}: leave one of them out.");
            return;
        }

        try
        {
            _files[setting] = Path.GetFullPath(path, folder);
            // Editors and echo end a file with a line break, which is no part of a secret.
            Data[setting] = EnvFile.ReadText(_files[setting]).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Problems.Add($"{variable} names a file that cannot be read: {error.Message}");
        }
    }

    private static bool IsUnknown(string name) =>
        name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase)
        && !NamesOfTests.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
