using System.Diagnostics.CodeAnalysis;
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

    // For another process that makes the key at this moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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

    /// <summary>
    /// Writes beside and moves, so that a second process that starts now never reads half a key. Only one at a time
    /// has the draft: moving without overwriting looks first and moves then, and two could do so together.
    /// </summary>
    private static void Create(string folder, string path)
    {
        CreateFolder(folder);
        var draft = $"{path}.new";
        if (!TryCreate(draft, path, out var writer))
        {
            if (!SpinWait.SpinUntil(() => File.Exists(path), Patience))
            {
                throw new IOException($"another process is making it; if none is, delete {draft}");
            }

            return;
        }

        using (writer)
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)));
        }

        if (File.Exists(path))
        {
            // Another process was first, between the look and the draft: its key is the one.
            File.Delete(draft);
            return;
        }

        File.Move(draft, path, overwrite: false);
    }

    private static bool TryCreate(string draft, string path, [NotNullWhen(true)] out StreamWriter? writer)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            writer = new StreamWriter(draft, options);
            return true;
        }
        catch (IOException) when (File.Exists(draft) || File.Exists(path))
        {
            writer = null;
            return false;
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
