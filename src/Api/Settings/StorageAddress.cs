namespace TaskActors.Api.Settings;

/// <summary>Where the data lies.</summary>
/// <param name="Path">The absolute path of the SQLite file.</param>
internal sealed record StorageAddress(string Path)
{
    public const string SqlitePrefix = "sqlite:";

    private const string DevelopmentPath = "data/tasks.db";

    /// <summary>The folder of the file; what belongs to the data is kept there too.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Reads the setting. Only Development has a default: a misspelt name must not write elsewhere.</summary>
    /// <exception cref="SetupException">It is not set, and must be.</exception>
    public static StorageAddress From(SettingValues values)
    {
        var path = values.Find(SettingsCatalogue.Storage)?[SqlitePrefix.Length..];
        if (path is null && !values.IsDevelopment)
        {
            throw new SetupException(
                $"{SettingsCatalogue.Storage.Name} is not set: outside Development it must say where the data lies, "
                + $"for example {SettingsCatalogue.Storage.Example}.");
        }

        return new StorageAddress(System.IO.Path.GetFullPath(path ?? DevelopmentPath, values.Folder));
    }

    public override string ToString() => SqlitePrefix + Path;
}
