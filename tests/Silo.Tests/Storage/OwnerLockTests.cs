using System.Diagnostics;
using TaskActors.Storage;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>One process owns a database file, until it dies.</summary>
public sealed class OwnerLockTests : IAsyncLifetime
{
    private readonly SqliteFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_second_owner_is_refused_in_one_sentence()
    {
        await using var first = await _folder.OpenAsync();

        var whyNot = await _folder.WhyNotAsync();

        Assert.Equal($"Another process owns '{_folder.File}' and did not let it go within 0 s.", whyNot);
    }

    [Fact]
    public async Task A_second_owner_waits_for_the_first_and_says_so_once()
    {
        var first = await _folder.OpenAsync();
        var log = new LinesLogger();
        var options = _folder.Options;
        options.OwnerWait = TimeSpan.FromSeconds(30);

        var second = SqliteFolder.OpenAsync(options, log);
        await Task.Delay(600);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();

        await using var opened = await second.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(
            $"Another process owns {_folder.File}; waiting up to 30 s for it to stop", Assert.Single(log.Lines));
    }

    [SkippableFact]
    public async Task A_link_to_the_file_has_the_same_owner()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights on Windows");
        await using var first = await _folder.OpenAsync();
        var options = _folder.Options;
        var link = Path.Combine(_folder.Folder, "link.db");
        File.CreateSymbolicLink(link, _folder.File);
        options.Location = $"sqlite:{link}";

        Assert.Contains("Another process owns", await SqliteFolder.WhyNotAsync(options), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_process_keeps_it_until_it_is_killed()
    {
        Skip.IfNot(File.Exists("/usr/bin/flock"), "flock of util-linux is the other process of this test");
        using var other = Process.Start(new ProcessStartInfo(
            "/usr/bin/flock", ["--no-fork", _folder.File + ".lock", "/bin/sh", "-c", "echo held; exec sleep 60"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        Assert.Contains("Another process owns", await _folder.WhyNotAsync(), StringComparison.Ordinal);

        other.Kill();
        await other.WaitForExitAsync();

        await using var opened = await _folder.OpenAsync();
    }
}
