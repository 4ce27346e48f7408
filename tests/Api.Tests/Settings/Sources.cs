using TaskActors.Api.Settings;
using TaskActors.Settings;

namespace TaskActors.Tests.Settings;

/// <summary>Settings as a test writes them: lines of NAME=value.</summary>
internal static class Sources
{
    public static SettingValues Read(params string[] environment) => Read(environment, []);

    public static SettingValues Read(
        string[] environment, string[] file, string? folder = null, params string[] commandLine) => SettingValues.Read(
        SettingsCatalogue.All, folder ?? Directory.GetCurrentDirectory(), Lines(file), Lines(environment),
        Lines(commandLine));

    private static Dictionary<string, string> Lines(string[] lines) => lines
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
