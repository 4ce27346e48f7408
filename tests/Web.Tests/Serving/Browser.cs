using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>Debian's Chromium, headless.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>In milliseconds: nothing takes so long but on a machine that does much else.</summary>
    public const int Patience = 60_000;

    private readonly IPlaywright _playwright;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Chromium = browser;
    }

    public IBrowser Chromium { get; }

    public static async Task<Browser> StartAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        LongRuns.Require();
        Skip.If(found is null, "Chromium is not installed, in which the pages are tried.");
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        // Chromium refuses its own sandbox to root, as which containers run.
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = found, ChromiumSandbox = !Environment.IsPrivilegedProcess });
        return new Browser(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
