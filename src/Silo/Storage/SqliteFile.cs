namespace TaskActors.Storage;

/// <summary>
/// The database file as the file system sees it: its folder, its rights, and whether it is one at all.
/// </summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Follows symbolic links to the file, because its lock is beside it: two links must not have two owners.
    /// </summary>
    public static string Resolve(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;

    /// <summary>
    /// Makes the folder of the file if its parent is there. More is not made: a path that was misspelt, or a volume
    /// that is not mounted, must not become a new and empty database elsewhere.
    /// </summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw new SetupException($"The storage location '{path}' is a directory; name a file in it.");
        }

        var folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(folder))
        {
            return;
        }

        if (!Directory.Exists(Path.GetDirectoryName(folder)))
        {
            throw new SetupException(
                $"The folder '{Path.GetDirectoryName(folder)}', in which '{Path.GetFileName(folder)}' would be made "
                + "for the storage, does not exist.");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Makes an empty file that only its owner may read, where there is none; SQLite's log inherits its rights.
    /// </summary>
    public static void MakeFile(string path)
    {
        if (!File.Exists(path))
        {
            using var made = Open(path, FileMode.CreateNew);
        }
    }

    /// <summary>Opens a file of ours for this process alone, made for its owner only.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Writes the log of a database once more, byte for byte, and flushes it. Systems take pages that a flush could not
    /// write for written, show them to whoever reads, and never try again by themselves.
    /// </summary>
    public static void WriteLogAgain(string path)
    {
        var log = path + "-wal";
        if (!File.Exists(log))
        {
            return;
        }

        using var file = File.OpenHandle(
            log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[64 * 1_024];
        for (long at = 0; RandomAccess.Read(file, buffer, at) is var length and > 0; at += length)
        {
            RandomAccess.Write(file, buffer.AsSpan(0, length), at);
        }

        DiskFlush.Run(file);
    }

    /// <summary>Refuses, without a hand of SQLite's in it, a file that has content which is not a database.</summary>
    public static void RequireSqlite(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[16];
        var length = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length > 0 && !header.SequenceEqual("SQLite format 3\0"u8))
        {
            throw new SetupException($"'{path}' is not an SQLite database; it was left as it is.");
        }
    }
}
