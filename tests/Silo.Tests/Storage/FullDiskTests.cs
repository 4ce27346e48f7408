using System.Diagnostics;
using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>A real small disk that fills up, where this machine lets a test mount one.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private readonly SqliteFolder _folder = new();
    private bool _isMounted;

    private string Filler => Path.Combine(_folder.Folder, "filler");

    public async Task InitializeAsync() => _isMounted =
        OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _folder.Folder);

    public async Task DisposeAsync()
    {
        if (_isMounted)
        {
            await RunAsync("umount", _folder.Folder);
        }

        _folder.Delete();
    }

    [SkippableFact]
    public async Task A_disk_that_is_full_at_the_start_is_said_to_be_full()
    {
        Skip.IfNot(_isMounted, "mounting a small disk takes root on Linux");
        Fill();

        Assert.Equal($"The storage '{_folder.File}' cannot be opened: the disk is full.", await _folder.WhyNotAsync());

        File.Delete(Filler);
        await using var storage = await _folder.OpenAsync();
    }

    [SkippableFact]
    public async Task A_disk_that_fills_up_while_running_refuses_commits_until_there_is_room_again()
    {
        Skip.IfNot(_isMounted, "mounting a small disk takes root on Linux");
        await using var storage = await _folder.OpenAsync();
        var acknowledged = await CommitUntilFailureAsync(storage.Store, () => Fill());

        Assert.Equal(acknowledged, (await LoadAsync(storage.Store)).Rev);
        File.Delete(Filler);
        Assert.Null(await storage.Store.CheckAsync(CancellationToken.None));
        await storage.Store.CommitAsync(Next(Ada, await LoadAsync(storage.Store)), CancellationToken.None);
        Assert.Equal(acknowledged + 1, (await LoadAsync(storage.Store)).Rev);
    }

    private static async Task<long> CommitUntilFailureAsync(SqlTaskStore store, Action fill)
    {
        for (var rev = 0; rev < 1_000; rev++)
        {
            if (rev == 10)
            {
                fill();
            }

            var commit = Next(Ada, await LoadAsync(store), new string('x', 200));
            if (await Record.ExceptionAsync(() => store.CommitAsync(commit, CancellationToken.None)) is { } error)
            {
                Assert.Equal(StorageFailure.Unavailable, Assert.IsType<StorageException>(error).Failure);
                return rev;
            }
        }

        throw new InvalidOperationException("The disk never filled up.");
    }

    private static Task<StoredTasks> LoadAsync(SqlTaskStore store) => store.LoadAsync(Ada, CancellationToken.None);

    private void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var full = Record.Exception(() =>
        {
            for (var written = 0; written < 4_096; written++)
            {
                filler.Write(new byte[512]);
            }
        });
        Assert.IsType<IOException>(full);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
