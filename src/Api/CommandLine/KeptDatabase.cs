using TaskActors.Api.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>The database file that backup, restore and check are about.</summary>
internal static class KeptDatabase
{
    /// <summary>The exit code that says: it ran to its end, and something is wrong.</summary>
    public const int SomethingIsWrong = 2;

    /// <summary>The full path of the file that the server would use.</summary>
    /// <exception cref="SetupException">The data lies on a server, which has tools of its own.</exception>
    public static string PathFromSettings()
    {
        var values = SettingsCatalogue.Read();
        return StorageAddress.From(values).Location.FilePath
            ?? throw new SetupException(
                "The data lies in PostgreSQL, which has backups of its own: pg_dump, or its archive of the log. See "
                + "docs/OPERATIONS.md for what is to be done after restoring one.");
    }
}
