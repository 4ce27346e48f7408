using TaskActors.Api.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>The database that backup, restore, check and fence are about.</summary>
internal static class KeptDatabase
{
    /// <summary>The exit code that says: it ran to its end, and something is wrong.</summary>
    public const int SomethingIsWrong = 2;

    /// <summary>The full path of the file that the server would use.</summary>
    /// <exception cref="SetupException">The data lies on a server, which has tools of its own.</exception>
    public static string PathFromSettings() =>
        FromSettings().Location.FilePath
        ?? throw new SetupException(
            "The data lies in PostgreSQL, which has backups of its own: pg_dump, or its archive of the log. After "
            + $"restoring one, and before a server starts, run '{FenceCommand.Name}'.");

    /// <summary>Where the server would find the data.</summary>
    public static StorageAddress FromSettings() => StorageAddress.From(SettingsCatalogue.Read());
}
