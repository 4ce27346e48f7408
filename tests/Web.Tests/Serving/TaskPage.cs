using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskActors.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>The page of tasks as somebody sees it; what its console says is kept.</summary>
public sealed class TaskPage
{
    private readonly ConcurrentQueue<string> _errors = [];

    private TaskPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IPage Page { get; }

    public ILocator Add => Page.GetByLabel("New task");

    public ILocator Rows => Page.Locator("ul.tasks > li");

    public ILocator Titles => Page.Locator("ul.tasks > li .title");

    public ILocator Status => Page.Locator("p.status");

    public ILocator Notices => Page.Locator(".notices");

    public static TaskPage Watch(IPage page) => new(page);

    public static async Task<TaskPage> OpenAsync(IBrowserContext browser, string origin)
    {
        var page = new TaskPage(await browser.NewPageAsync());
        await page.Page.GotoAsync(origin);
        await page.LoadedAsync();
        return page;
    }

    public Task LoadedAsync() => Expect(Page.Locator("section#tasks")).ToBeVisibleAsync();

    public ILocator Row(string title) => Rows.Filter(new() { Has = Page.GetByText(title, new() { Exact = true }) });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task AddAsync(params string[] titles)
    {
        foreach (var title in titles)
        {
            await Add.FillAsync(title);
            await Add.PressAsync("Enter");
        }
    }

    /// <summary>Points at the last deletion's notice, whose time stands still meanwhile.</summary>
    public Task HoldUndoAsync() => Notices.Locator(".undo").Last.HoverAsync();

    /// <summary>These and no others, in this order.</summary>
    public Task ShowsAsync(params string[] titles) => titles.Length == 0
        ? Expect(Titles).ToHaveCountAsync(0)
        : Expect(Titles).ToHaveTextAsync(titles);

    /// <summary>Everything has been answered by the API.</summary>
    public Task StoredAsync() => Expect(Status).ToHaveClassAsync(new Regex("stored", RegexOptions.None, Second));

    public async Task<string> FocusedAsync() => await Page.EvaluateAsync<string>(
        "() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''");

    public Task PressAsync(params string[] keys) => InTurn(keys, key => Page.Keyboard.PressAsync(key));

    /// <summary>Kept beside the build's other output, to be looked at.</summary>
    public Task PictureAsync(string name, bool isWhole = false) => PictureAsync(Page, name, isWhole);

    public static Task PictureAsync(IPage page, string name, bool isWhole = false) => page.ScreenshotAsync(
        new()
        {
            Path = Repository.PathOf($"artifacts/screenshots/{name}.png"),
            FullPage = isWhole,
            Animations = ScreenshotAnimations.Disabled,
        });

    public void AssertQuiet() => Assert.Empty(_errors);

    /// <summary>Nothing but what the browser itself says of requests that were refused or reached nobody.</summary>
    public void AssertQuietButForRequests() => Assert.DoesNotContain(
        _errors, error => !error.StartsWith("Failed to load resource", StringComparison.Ordinal));

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static async Task InTurn(string[] keys, Func<string, Task> press)
    {
        foreach (var key in keys)
        {
            await press(key);
        }
    }
}
