using System.Buffers.Binary;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Survival.Disk;

/// <summary>
/// The disk of one server and its clock, as <c>faulty-disk.c</c> makes them: compiled here, preloaded into the process,
/// and told what to do by a page that both share.
/// </summary>
internal sealed class FaultyDisk
{
    public const int InputOutputError = 5;
    public const int NoSpace = 28;

    private const int WriteError = 0, SyncError = 8, Shortens = 16, SyncDelay = 20, ClockOffset = 24;
    private const int WritesCounted = 32, SyncsCounted = 40, FaultsCounted = 48, OpenedCounted = 56, Length = 64;

    private readonly string _folder;
    private readonly DurableFiles _files;

    private FaultyDisk(string folder, string databaseFile)
    {
        _folder = folder;
        _files = new DurableFiles(databaseFile, Path.Combine(folder, "durable"));
        File.WriteAllBytes(Control, new byte[Length]);
    }

    /// <summary>What the server has to be started with.</summary>
    public IReadOnlyList<string> Environment =>
    [
        $"LD_PRELOAD={Library}", $"DISK_FILE={_files.Database}", $"DISK_DURABLE={_files.Folder}",
        $"DISK_CONTROL={Control}",
    ];

    public long Writes => Read(WritesCounted);

    public long Syncs => Read(SyncsCounted);

    /// <summary>How many calls failed or were cut short.</summary>
    public long Faults => Read(FaultsCounted);

    /// <summary>How often a file of the database was opened.</summary>
    public long Opened => Read(OpenedCounted);

    private string Control => Path.Combine(_folder, "control");

    private string Library => Path.Combine(_folder, "faulty-disk.so");

    /// <summary>Makes one in a new folder, or skips the test where that cannot be.</summary>
    public static async Task<FaultyDisk> MakeAsync(string folder, string databaseFile)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a library is preloaded on Linux only");
        Skip.IfNot(await Programs.RunAsync("cc", "--version"), "there is no C compiler (Debian: apt-get install gcc)");
        Directory.CreateDirectory(Path.Combine(folder, "durable"));
        var disk = new FaultyDisk(folder, databaseFile);
        var source = Repository.PathOf("tests/Api.Tests/Survival/Disk/faulty-disk.c");
        Assert.True(
            await Programs.RunAsync(
                "cc", "-std=gnu11", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", disk.Library, source, "-ldl"),
            "faulty-disk.c does not compile.");
        return disk;
    }

    /// <summary>From now on, every n-th write fails, counted over all files of the database.</summary>
    public void FailWrites(int error, int every) => Write(WriteError, error, every);

    /// <summary>From now on, every n-th flush fails, and what it should have written never will be.</summary>
    public void FailSyncs(int error, int every) => Write(SyncError, error, every);

    /// <summary>From now on, a write does half of what it was asked for.</summary>
    public void ShortenWrites() => Write(Shortens, 1);

    public void SlowSyncs(TimeSpan delay) => Write(SyncDelay, (int)delay.TotalMicroseconds);

    /// <summary>Sets the server's clock so far from that of everybody else.</summary>
    public void SetClock(TimeSpan offset)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)offset.TotalSeconds);
        Write(ClockOffset, bytes);
    }

    /// <summary>The disk works again; the clock stays.</summary>
    public void Heal()
    {
        FailWrites(0, 0);
        FailSyncs(0, 0);
        Write(Shortens, 0);
        SlowSyncs(TimeSpan.Zero);
    }

    /// <summary>
    /// To be called when the server is dead: leaves of its files what was flushed, and perhaps some of the rest.
    /// </summary>
    /// <param name="some">Chooses what else reached the disk; null for nothing.</param>
    public void CutPower(Random? some) => _files.CutPower(some);

    private void Write(int at, params int[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (var index = 0; index < numbers.Length; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(index * sizeof(int)), numbers[index]);
        }

        Write(at, bytes);
    }

    private void Write(int at, byte[] bytes)
    {
        using var control = File.OpenHandle(Control, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.Write(control, bytes, at);
    }

    private long Read(int at)
    {
        var bytes = new byte[sizeof(long)];
        using var control = File.OpenHandle(Control, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RandomAccess.Read(control, bytes, at) == bytes.Length
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }
}
