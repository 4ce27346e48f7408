using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>Every action by keyboard alone: nothing is pointed at, and nothing focused for the person.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class KeyboardTests(WebTests web)
{
    [SkippableFact]
    public async Task Signing_up_out_and_in()
    {
        await using var context = await Person.NewBrowserAsync(web.Browser());
        var page = TaskPage.Watch(await context.NewPageAsync());
        var email = Person.NewEmail();
        await page.Page.GotoAsync($"{web.App().Origin}/sign-up");

        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("Ada");
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(email);
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(Person.Password);
        await page.PressAsync("Enter");
        await page.LoadedAsync();
        await TabToAsync(page, "Sign out", back: true);
        await page.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync($"{web.App().Origin}/sign-in");
        await Expect(page.Button("Sign in")).ToBeEnabledAsync();
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(email);
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(Person.Password);
        await page.PressAsync("Enter");

        await page.LoadedAsync();
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Adding_completing_and_editing()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await TypeAndEnterAsync(page, "C", "B", "A");
        await page.ShowsAsync("A", "B", "C");

        await TabToAsync(page, "A");
        await page.PressAsync("ArrowDown", "Space");
        await Expect(page.Page.GetByLabel("B", new() { Exact = true })).ToBeCheckedAsync();
        await page.PressAsync("Tab", "Enter");
        await page.Page.Keyboard.TypeAsync("B changed");
        await page.PressAsync("Enter");
        await page.ShowsAsync("A", "B changed", "C");
        Assert.Equal("B changed", await page.FocusedAsync());
        await page.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("never");
        await page.PressAsync("Escape");
        await page.ShowsAsync("A", "B changed", "C");
        await page.StoredAsync();

        Assert.Equal(["A", "B changed", "C"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Moving_by_the_handle_and_from_anywhere_in_the_row()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await TypeAndEnterAsync(page, "C", "B", "A");
        await TabToAsync(page, "Move B");

        await page.PressAsync("ArrowUp");
        await page.ShowsAsync("B", "A", "C");
        await page.PressAsync("ArrowDown", "ArrowDown");
        await page.ShowsAsync("A", "C", "B");
        Assert.Equal("Move B", await page.FocusedAsync());
        await Expect(page.Page.Locator("section#tasks [role=status]")).ToHaveTextAsync("B: place 3 of 3");
        await page.PressAsync("Tab", "Alt+ArrowUp", "Alt+ArrowUp");
        await page.StoredAsync();

        await page.ShowsAsync("B", "A", "C");
        Assert.Equal(["B", "A", "C"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Deleting_and_both_ways_to_undo_it()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await TypeAndEnterAsync(page, "C", "B", "A");
        await TabToAsync(page, "B");

        await page.PressAsync("Delete");
        await page.ShowsAsync("A", "C");
        Assert.Equal("C", await page.FocusedAsync());
        await page.PressAsync("Control+z");
        await page.ShowsAsync("A", "B", "C");
        await page.PressAsync("Delete");
        await page.ShowsAsync("A", "B");
        await TabToAsync(page, "Undo");
        await page.PressAsync("Enter");
        await page.ShowsAsync("A", "B", "C");
        Assert.Equal("C", await page.FocusedAsync());
        await page.StoredAsync();

        Assert.Equal(["A", "B", "C"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Details_filters_search_and_clearing()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await TypeAndEnterAsync(page, "Bank", "Milk");

        // Details: each field is reached by Tab, and kept when it is left.
        await TabToAsync(page, "Details of Milk");
        await page.PressAsync("Enter");
        await TabToAsync(page, "Description", limit: 3);
        await page.Page.Keyboard.TypeAsync("From oats");
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("high");
        await page.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("02022026");
        await page.PressAsync("Tab", "Tab");
        await TabToAsync(page, "Tags, with commas", back: true, limit: 3);
        await page.Page.Keyboard.TypeAsync("shop, oats");
        await page.PressAsync("Enter");
        await Expect(page.Row("Milk").Locator(".fact"))
            .ToHaveTextAsync(["high", "overdue, 2 Feb 2026", "#shop", "#oats"]);
        await TabToAsync(page, "Milk", back: true);
        await page.PressAsync("Shift+Tab", "Space");

        // Filters.
        await TabToAsync(page, "pending 1", back: true);
        await page.PressAsync("Enter");
        await page.ShowsAsync("Bank");
        await page.PressAsync("Shift+Tab", "Space");
        await page.ShowsAsync("Milk", "Bank");
        await TabToAsync(page, "Search");
        await page.Page.Keyboard.TypeAsync("oats");
        await page.ShowsAsync("Milk");
        await TabToAsync(page, "Clear completed");
        await page.PressAsync("Enter");
        await page.ShowsAsync();
        await TabToAsync(page, "Show all tasks");
        await page.PressAsync("Enter");
        await page.ShowsAsync("Bank");

        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Theme_and_each_filter()
    {
        await using var person = await web.SignUpAsync();
        using var api = await person.NewApiClientAsync();
        await api.AddTasksAsync(
            new { title = "Bank", priority = "high" }, new { title = "Taxes", due_date = "2020-02-02" },
            new { title = "Plants", tags = new[] { "home" } }, new { title = "Milk", completed = true });
        var page = await person.OpenAsync();
        await TabToAsync(page, "Theme: system. Change to light.", back: true);
        await page.PressAsync("Enter", "Space");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("Theme: dark. Change to system.", await FocusedAsync(page));

        await TabToAsync(page, "completed 1");
        await page.PressAsync("Enter");
        await page.ShowsAsync("Milk");
        await TabToAsync(page, "all 4", back: true);
        await page.PressAsync("Enter");
        await FilterAsync(page, "Priority", "Bank");
        await FilterAsync(page, "Due", "Taxes");
        await FilterAsync(page, "Tag", "Plants");
        await TabToAsync(page, "Show only #home");
        await page.PressAsync("Enter");
        await page.ShowsAsync("Plants");

        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Choosing_between_two_versions_and_closing_what_was_said()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await TypeAndEnterAsync(page, "Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();
        await TabToAsync(page, "Ours");
        await page.PressAsync("Tab", "Enter");
        await page.Page.Keyboard.TypeAsync("Mine");
        await api.EditAsync((await person.StoredAsync()).Single().Id(), new { title = "Theirs" });
        await Expect(page.Page.GetByLabel("Theirs", new() { Exact = true })).ToBeVisibleAsync();

        await page.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        // Nothing is lost by a key that closes dialogs elsewhere.
        await page.PressAsync("Escape", "Escape");
        await TabToAsync(page, "Keep theirs");
        await page.PressAsync("Enter");
        await page.ShowsAsync("Theirs");
        await TabToAsync(page, "New task", back: true);
        await page.Page.Keyboard.InsertTextAsync(new string('a', 201));
        await page.PressAsync("Enter");
        await Expect(page.Notices.Locator(".notice")).ToHaveCountAsync(1);
        await TabToAsync(page, "Close");
        await page.PressAsync("Enter");

        await Expect(page.Notices.Locator(".notice")).ToHaveCountAsync(0);
        page.AssertQuietButForRequests();
    }

    /// <summary>Chooses the first filter of a list, and takes it back.</summary>
    private static async Task FilterAsync(TaskPage page, string name, string shown)
    {
        await TabToAsync(page, name);
        await page.PressAsync("ArrowDown");
        await page.ShowsAsync(shown);
        await page.PressAsync("ArrowUp");
        await page.ShowsAsync("Bank", "Taxes", "Plants", "Milk");
    }

    private static async Task TypeAndEnterAsync(TaskPage page, params string[] titles)
    {
        foreach (var title in titles)
        {
            await page.Page.Keyboard.TypeAsync(title);
            await page.PressAsync("Enter");
        }
    }

    private static async Task TabToAsync(TaskPage page, string name, bool back = false, int limit = 40)
    {
        for (var step = 0; await FocusedAsync(page) != name; step++)
        {
            Assert.True(step < limit, $"Tab does not reach “{name}”, but “{await FocusedAsync(page)}”.");
            await page.PressAsync(back ? "Shift+Tab" : "Tab");
        }
    }

    private static Task<string> FocusedAsync(TaskPage page) => page.Page.EvaluateAsync<string>(
        """
        () => {
          const here = document.activeElement;
          const label = here?.labels?.[0]?.querySelector("span")?.textContent;
          return here?.getAttribute("aria-label") ?? label ?? here?.textContent?.trim() ?? "";
        }
        """);
}
