using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>Axe finds nothing on any page, in light and in dark, at a desk and on a phone.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class AccessibilityTests(WebTests web)
{
    private static readonly ViewportSize Phone = new() { Width = 375, Height = 667 };
    private static readonly ViewportSize Desk = new() { Width = 1_200, Height = 800 };

    public static TheoryData<ColorScheme, bool> Views => new()
    {
        { ColorScheme.Light, false }, { ColorScheme.Dark, false },
        { ColorScheme.Light, true }, { ColorScheme.Dark, true },
    };

    [SkippableTheory]
    [MemberData(nameof(Views))]
    public async Task The_page_of_tasks_has_no_violation(ColorScheme scheme, bool isPhone)
    {
        await using var person = await web.SignUpAsync("Ada Lovelace");
        using var api = await person.NewApiClientAsync();
        await AddSampleAsync(api);
        var page = await person.OpenAsync(View(scheme, isPhone));
        await page.ShowsAsync(
            "Call the bank", "Write to Grace about the engine, and ask whether the notes can go out on Monday already",
            "Buy milk", "Water the plants");
        await Axe.CheckAsync(page.Page);
        await AssertFitsAsync(page.Page);

        await page.Button("Details of Call the bank").ClickAsync();
        await page.Button("Delete Buy milk").ClickAsync();
        await page.PictureAsync($"tasks-{(isPhone ? "phone" : "desk")}-{scheme}");
        await Axe.CheckAsync(page.Page);

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
            await Axe.CheckAsync(page.Page);
            await AssertFitsAsync(page.Page);
        }

        page.AssertQuiet();
        await page.Page.GotoAsync(web.App().Origin + "/nowhere");
        await Expect(page.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no such page");
        await Axe.CheckAsync(page.Page);
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task The_empty_page_the_lost_connection_and_the_conflict_have_no_violation()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await Axe.CheckAsync(page.Page);
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();

        await page.Button("Ours").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Mine");
        await api.EditAsync((await person.StoredAsync()).Single().Id(), new { title = "Theirs" });
        await Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Theirs" })).ToBeVisibleAsync();
        await page.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Axe.CheckAsync(page.Page);
        await page.Button("Keep mine").ClickAsync();
        await page.Page.Context.SetOfflineAsync(true);
        await Expect(page.Status).ToContainTextAsync("No connection");
        await Axe.CheckAsync(page.Page);
    }

    [SkippableFact]
    public async Task A_screen_reader_is_told_what_everything_is_and_what_happens()
    {
        await using var person = await web.SignUpAsync("Ada Lovelace");
        var page = await person.OpenAsync();
        await page.AddAsync("Buy milk");
        await page.StoredAsync();

        await Expect(page.Page.Locator("body")).ToMatchAriaSnapshotAsync(Spoken);
        await page.Page.GetByLabel("Search").FillAsync("bread");
        await Expect(page.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "0 of 1 tasks shown" }))
            .ToHaveCountAsync(1);
        await page.Page.GetByLabel("Search").FillAsync("");
        await page.Button("Delete Buy milk").ClickAsync();
        await Expect(page.Page.Locator("[aria-live=polite]")).ToContainTextAsync("Deleted “Buy milk”");
        await page.Page.Context.SetOfflineAsync(true);
        await Expect(page.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "No connection" }))
            .ToHaveCountAsync(1);
    }

    private const string Spoken =
        """
        - link "Skip to the tasks"
        - banner:
          - heading "Tasks" [level=1]
          - 'button "Theme: system. Change to light."'
          - button "Sign out"
        - main:
          - textbox "New task"
          - button "Add"
          - region "Filters":
            - group "Which tasks":
              - button "all 1" [pressed]
              - button "pending 1"
              - button "completed 0"
            - searchbox "Search"
            - combobox "Priority"
            - combobox "Due"
            - button "Clear completed" [disabled]
          - region "Tasks":
            - list:
              - listitem:
                - button "Move Buy milk"
                - checkbox "Buy milk"
                - button "Buy milk"
                - button "Details of Buy milk"
                - button "Delete Buy milk"
        """;

    private static BrowserNewContextOptions View(ColorScheme scheme, bool isPhone) => new()
    {
        ColorScheme = scheme, ViewportSize = isPhone ? Phone : Desk, HasTouch = isPhone, IsMobile = isPhone,
    };

    private static Task AddSampleAsync(HttpClient api) => api.AddTasksAsync(
        new { title = "Call the bank", priority = "high", due_date = "2026-01-02", tags = new[] { "money", "phone" } },
        new
        {
            title = "Write to Grace about the engine, and ask whether the notes can go out on Monday already",
            priority = "medium",
            due_date = "2030-05-06",
        },
        new { title = "Buy milk", completed = true, priority = "low" },
        new { title = "Water the plants", description = "Not the cactus." });

    /// <summary>Nothing stands out to the side.</summary>
    private static async Task AssertFitsAsync(IPage page)
    {
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(width <= 0, $"The page is {width} pixels too wide.");
    }
}
