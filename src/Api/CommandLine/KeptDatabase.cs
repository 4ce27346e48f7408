using TaskActors.Api.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>The database file that backup, restore and check are about.</summary>
internal static class KeptDatabase
{
    /// <summary>The exit code that says: it ran to its end, and something is wrong.</summary>
    public const int SomethingIsWrong = 2;

    /// <summary>The full path of the file that the server would use.</summary>
    public static string PathFromSettings()
    {
        var values = SettingValues.Read(SettingSources.OfThisProcess(Directory.GetCurrentDirectory()));
        return StorageAddress.From(values).Path;
    }
}
