using System.Security.Cryptography;
using TaskActors.Api.Auth;

namespace TaskActors.Api.Settings;

/// <summary>
/// The secret of a first try: made once, kept beside the data with owner-only rights, so that a token minted by one run
/// opens the next. Only Development uses it.
/// </summary>
internal static class DevelopmentSecret
{
    public const string FileName = "dev-secret";

    private const int RandomBytes = 32;
    private const int FileBytesMax = 4_096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <exception cref="SetupException">The file can neither be read nor written.</exception>
    public static SharedSecret ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var isNew = !File.Exists(path);
            if (isNew)
            {
                Create(folder, path);
            }

            var origin = isNew ? $"generated for Development, kept in {path}" : $"made for Development, kept in {path}";
            return new SharedSecret($"the key in {path}", Read(path), origin);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                $"No {SettingsCatalogue.Secret.Name} is set, and none can be kept in {path}: {error.Message}", error);
        }
    }

    /// <summary>Writes beside and moves, so that a second process that starts now never reads half a key.</summary>
    private static void Create(string folder, string path)
    {
        CreateFolder(folder);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other process was first: its key is the one.
            File.Delete(draft);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersFolder);
        }
    }

    private static string Read(string path) => new FileInfo(path).Length > FileBytesMax
        ? throw new IOException("the file is larger than any key.")
        : File.ReadAllText(path).TrimEnd('\r', '\n');
}
