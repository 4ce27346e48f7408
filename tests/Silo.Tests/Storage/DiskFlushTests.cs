using TaskActors.Storage;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>A flush that fails says so; a commit is acknowledged on its word.</summary>
public sealed class DiskFlushTests
{
    [Fact]
    public void A_file_is_flushed()
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder["file"], FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.Write(file, "text"u8, 0);

        DiskFlush.Run(file);
    }

    [SkippableFact]
    public void A_failure_is_thrown()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "fsync refuses this device on Linux");
        using var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        var error = Assert.Throws<IOException>(() => DiskFlush.Run(device));

        Assert.StartsWith("A file could not be flushed: ", error.Message, StringComparison.Ordinal);
    }
}
