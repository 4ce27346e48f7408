using System.Security.Cryptography;
using TaskActors.Api.Auth;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>
/// The secret of a first try: made once, kept beside the data with owner-only rights, so that a token minted by one run
/// opens the next. Only Development uses it.
/// </summary>
internal static class DevelopmentSecret
{
    public const string FileName = "dev-secret";

    private const int RandomBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // For another process that writes the key at this moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="SetupException">The file can neither be read nor written.</exception>
    public static SharedSecret ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var isNew = !File.Exists(path) && TryCreate(folder, path);
            if (!SpinWait.SpinUntil(() => new FileInfo(path).Length > 0, Patience))
            {
                throw new IOException("The file is empty; delete it.");
            }

            var origin = $"{(isNew ? "generated" : "made")} for Development, kept in {path}";
            return new SharedSecret($"the key in {path}", EnvFile.ReadText(path).TrimEnd('\r', '\n'), origin);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                $"No {SettingsCatalogue.Secret.Name} is set, and none can be kept in {path}: {error.Message}", error);
        }
    }

    /// <summary>Of several processes that start now, one makes the file, and writes the key in one piece.</summary>
    private static bool TryCreate(string folder, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)));
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }
}
