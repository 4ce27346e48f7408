using TaskActors.Settings;
using TaskActors.Storage;

namespace TaskActors.Api.Settings;

/// <summary>Where the data lies.</summary>
/// <param name="Text">As storage reads it; it may hold a password.</param>
/// <param name="Location">What it means; its text holds none.</param>
/// <param name="Folder">Where files are kept that belong to the data, or would beside a file of it.</param>
internal sealed record StorageAddress(string Text, StorageLocation Location, string Folder)
{
    private const string DevelopmentText = "sqlite:data/tasks.db";

    /// <summary>Reads the setting. Only Development has a default: a misspelt name must not write elsewhere.</summary>
    /// <exception cref="SetupException">It is not set, and must be.</exception>
    public static StorageAddress From(SettingValues values)
    {
        var text = values.Find(SiloSettings.Storage);
        if (text is null && !values.IsDevelopment)
        {
            throw new SetupException(
                $"{SiloSettings.Storage.Name} is not set: outside Development it must say where the data lies, "
                + $"for example {SiloSettings.Storage.Example}.");
        }

        if (!StorageLocation.TryParse(text ?? DevelopmentText, values.Folder, out var location, out var whyNot))
        {
            throw new SetupException(whyNot);
        }

        return location.FilePath is { } file
            ? new StorageAddress($"{location}", location, Path.GetDirectoryName(file)!)
            : new StorageAddress(text!, location, Path.Combine(values.Folder, "data"));
    }

    public override string ToString() => $"{Location}";
}
