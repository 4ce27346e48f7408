using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Disk;

namespace TaskActors.Tests.Survival.Grounds;

/// <summary>A server on an SQLite file, with a disk and a clock that can be made to fail.</summary>
internal sealed class SqliteGround : IAsyncDisposable
{
    private const string PublicAddress = "TASKACTORS_PUBLIC_URL=https://tasks.example.org";

    private readonly Random _random;

    private SqliteGround(ApiProcess server, FaultyDisk disk, Random random) =>
        (Server, Disk, _random) = (server, disk, random);

    public ApiProcess Server { get; }

    public FaultyDisk Disk { get; }

    public Uri Address => Server.BaseAddress;

    public IReadOnlyList<Fault> Faults =>
    [
        new("`kill -9`", KillAsync),
        new("`SIGTERM`", StopAsync),
        new("full disk", () => DiskFailsAsync(() => Disk.FailWrites(FaultyDisk.NoSpace, 1))),
        new("failing writes", () => DiskFailsAsync(() => Disk.FailWrites(FaultyDisk.InputOutputError, Some()))),
        new("short writes on a full disk", () => DiskFailsAsync(ShortenAndFail)),
        new("failing syncs", () => DiskFailsAsync(() => Disk.FailSyncs(FaultyDisk.InputOutputError, Some()))),
        new("failing syncs, then a power cut", FailSyncsAndCutPowerAsync),
        new("power cut, nothing left of what was not flushed", () => CutPowerAsync(null)),
        new("power cut, some left of what was not flushed", () => CutPowerAsync(_random)),
        new("clock jump", JumpAsync),
    ];

    /// <param name="folder">Of the server and its disk.</param>
    /// <param name="random">Decides what exactly goes wrong.</param>
    /// <param name="executable">Another one than that beside the tests.</param>
    public static async Task<SqliteGround> StartAsync(TemporaryFolder folder, Random random, string? executable = null)
    {
        var setup = new ApiSetup { Folder = folder.Path };
        var disk = await FaultyDisk.MakeAsync(folder["disk"], setup.DatabaseFile);
        setup = setup with
        {
            Environment = [.. disk.Environment, PublicAddress],
            Executable = executable ?? setup.Executable,
        };
        return new SqliteGround(await ApiProcess.StartAsync(setup), disk, random);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task StartAgainAsync() => Server.StartAsync();

    /// <summary>A slow flush in every second case, so that the end comes in the middle of one.</summary>
    private async Task DieAsync()
    {
        if (_random.Next(2) == 0)
        {
            Disk.SlowSyncs(TimeSpan.FromMilliseconds(_random.Next(2, 40)));
            await Task.Delay(_random.Next(20, 120));
        }

        await Server.Kill9Async();
        Disk.Heal();
    }

    private async Task KillAsync()
    {
        await DieAsync();
        await StartAgainAsync();
    }

    private async Task StopAsync()
    {
        await Server.StopAsync();
        await StartAgainAsync();
    }

    private async Task CutPowerAsync(Random? some)
    {
        await DieAsync();
        Disk.CutPower(some);
        await StartAgainAsync();
    }

    private async Task DiskFailsAsync(Action begin)
    {
        begin();
        await Task.Delay(_random.Next(100, 900));
        Disk.Heal();
    }

    private void ShortenAndFail()
    {
        Disk.ShortenWrites();
        Disk.FailWrites(FaultyDisk.NoSpace, _random.Next(2, 6));
    }

    /// <summary>
    /// What a flush could not write is lost, although the system takes it for written; the power goes some time later.
    /// </summary>
    private async Task FailSyncsAndCutPowerAsync()
    {
        await DiskFailsAsync(() => Disk.FailSyncs(FaultyDisk.InputOutputError, Some()));
        await Task.Delay(_random.Next(300));
        await CutPowerAsync(_random.Next(2) == 0 ? _random : null);
    }

    private async Task JumpAsync()
    {
        Disk.SetClock(TimeSpan.FromMinutes(_random.Next(-300, 300)));
        await Task.Delay(_random.Next(100, 400));
    }

    private int Some() => _random.Next(1, 5);
}
