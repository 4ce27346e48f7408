using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Surroundings;

/// <summary>A real disk of one megabyte in a folder, where this machine lets a test mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Null where it cannot be had.</summary>
    public static async Task<SmallDisk?> MountAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var isMounted = OperatingSystem.IsLinux()
            && await Programs.RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);
        return isMounted ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var full = Record.Exception(() =>
        {
            for (var written = 0; written < 4_096; written++)
            {
                filler.Write(new byte[512]);
            }
        });
        Assert.IsType<IOException>(full);
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync() => await Programs.RunAsync("umount", _folder);
}
