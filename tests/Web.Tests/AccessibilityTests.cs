using Microsoft.Playwright;
using TaskActors.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>Axe finds nothing on any page, in light and in dark, at a desk and on a phone.</summary>
[Collection(WebTests.Name)]
public sealed class AccessibilityTests(WebTests web)
{
    private static readonly ViewportSize Phone = new() { Width = 375, Height = 667 };
    private static readonly ViewportSize Desk = new() { Width = 1_200, Height = 800 };

    public static TheoryData<ColorScheme, bool> Views => new()
    {
        { ColorScheme.Light, false }, { ColorScheme.Dark, false }, { ColorScheme.Light, true }, { ColorScheme.Dark, true },
    };

    [SkippableTheory]
    [MemberData(nameof(Views))]
    public async Task The_page_of_tasks_has_no_violation(ColorScheme scheme, bool isPhone)
    {
        var person = await web.SignUpAsync("Ada Lovelace");
        using var api = await person.NewApiClientAsync();
        await AddSampleAsync(api);
        var page = await person.OpenAsync(View(scheme, isPhone));
        await page.ShowsAsync(
            "Call the bank", "Write to Grace about the engine, and ask whether the notes can go out on Monday already",
            "Buy milk", "Water the plants");
        await CheckAsync(page.Page);
        await AssertFitsAsync(page.Page);

        await page.Button("Details of Call the bank").ClickAsync();
        await page.Button("Delete Buy milk").ClickAsync();
        await page.PictureAsync($"tasks-{(isPhone ? "phone" : "desk")}-{scheme}");
        await CheckAsync(page.Page);

        page.AssertQuiet();
    }

    [SkippableTheory]
    [MemberData(nameof(Views))]
    public async Task The_other_pages_have_no_violation(ColorScheme scheme, bool isPhone)
    {
        await using var context = await Person.NewBrowserAsync(web.Browser(), View(scheme, isPhone));
        var page = TaskPage.Watch(await context.NewPageAsync());
        foreach (var path in new[] { "/sign-in", "/sign-up" })
        {
            await page.Page.GotoAsync(web.App().Origin + path);
            await CheckAsync(page.Page);
            await AssertFitsAsync(page.Page);
        }

        page.AssertQuiet();
        await page.Page.GotoAsync(web.App().Origin + "/nowhere");
        await Expect(page.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no such page");
        await CheckAsync(page.Page);
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task The_empty_page_the_lost_connection_and_the_conflict_have_no_violation()
    {
        var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await CheckAsync(page.Page);
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();

        await page.Button("Ours").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Mine");
        await api.EditAsync((await person.StoredAsync()).Single().Id(), new { title = "Theirs" });
        await Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Theirs" })).ToBeVisibleAsync();
        await page.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(page.Page);
        await page.Button("Keep mine").ClickAsync();
        await page.Page.Context.SetOfflineAsync(true);
        await Expect(page.Status).ToContainTextAsync("No connection");
        await CheckAsync(page.Page);
    }

    private static BrowserNewContextOptions View(ColorScheme scheme, bool isPhone) => new()
    {
        ColorScheme = scheme, ViewportSize = isPhone ? Phone : Desk, HasTouch = isPhone, IsMobile = isPhone,
    };

    private static Task AddSampleAsync(HttpClient api) => api.AddTasksAsync(
        new { title = "Call the bank", priority = "high", due_date = "2026-01-02", tags = new[] { "money", "phone" } },
        new
        {
            title = "Write to Grace about the engine, and ask whether the notes can go out on Monday already",
            priority = "medium", due_date = "2030-05-06",
        },
        new { title = "Buy milk", completed = true, priority = "low" },
        new { title = "Water the plants", description = "Not the cactus." });

    private static async Task CheckAsync(IPage page)
    {
        // Evaluated, not added as a script, which the page's own policy would rightly refuse.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Repository.PathOf("web/node_modules/axe-core/axe.min.js")));
        var violations = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document)).violations.flatMap((violation) =>
              violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`))
            """);
        Assert.Empty(violations);
    }

    /// <summary>Nothing stands out to the side.</summary>
    private static async Task AssertFitsAsync(IPage page)
    {
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(width <= 0, $"The page is {width} pixels too wide.");
    }
}
