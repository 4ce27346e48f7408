using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>Every action with a mouse; what is typed is typed into what was clicked.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class MouseTests(WebTests web)
{
    [SkippableFact]
    public async Task Adding_editing_and_completing()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.Add.FillAsync("Buy milk");
        await page.Button("Add").ClickAsync();
        await page.Add.FillAsync("Call the bank");
        await page.Button("Add").ClickAsync();
        await page.ShowsAsync("Call the bank", "Buy milk");

        await page.Button("Buy milk").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Buy oat milk");
        await page.Add.ClickAsync();
        await page.Page.GetByLabel("Buy oat milk", new() { Exact = true }).ClickAsync();
        await page.StoredAsync();

        await page.ShowsAsync("Call the bank", "Buy oat milk");
        var stored = await person.StoredAsync();
        Assert.Equal("Buy oat milk", stored[1].GetProperty("title").GetString());
        Assert.True(stored[1].GetProperty("completed").GetBoolean());
        await page.Page.ReloadAsync();
        await page.ShowsAsync("Call the bank", "Buy oat milk");
        await Expect(page.Page.GetByLabel("Buy oat milk", new() { Exact = true })).ToBeCheckedAsync();
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Description_priority_due_date_and_tags_are_kept_over_a_reload()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Call the bank");
        await page.Button("Details of Call the bank").ClickAsync();
        var details = page.Page.Locator(".details");

        await details.GetByLabel("Description").FillAsync("Ask for Mrs. Byron.");
        await details.GetByLabel("Priority").SelectOptionAsync("high");
        await details.GetByLabel("Due date").FillAsync("2026-01-02");
        await details.GetByLabel("Tags").FillAsync("money, #phone, money");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks" }).ClickAsync();
        await page.StoredAsync();
        await page.PictureAsync("details");
        await page.Page.ReloadAsync();

        await Expect(page.Row("Call the bank").Locator(".fact"))
            .ToHaveTextAsync(["high", "overdue, 2 Jan 2026", "#money", "#phone"]);
        var stored = (await person.StoredAsync()).Single();
        Assert.Equal("Ask for Mrs. Byron.", stored.GetProperty("description").GetString());
        Assert.Equal("2026-01-02", stored.GetProperty("due_date").GetString());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task A_deleted_task_comes_back_with_undo_and_is_gone_for_good_without()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Keep", "Lose");
        await page.StoredAsync();

        await page.Button("Delete Keep").ClickAsync();
        await page.ShowsAsync("Lose");
        await page.PictureAsync("undo");
        await page.Button("Undo").ClickAsync();
        await page.ShowsAsync("Lose", "Keep");
        await page.Button("Delete Lose").ClickAsync();
        await page.HoldUndoAsync();

        Assert.Equal(["Lose", "Keep"], await person.StoredTitlesAsync());
        await page.Add.HoverAsync();
        await Expect(page.Notices.GetByText("Deleted")).ToHaveCountAsync(0);
        await page.StoredAsync();
        Assert.Equal(["Keep"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Completed_tasks_are_cleared_together_and_come_back_together()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("One", "Two", "Three");
        await page.Page.GetByLabel("One", new() { Exact = true }).CheckAsync();
        await page.Page.GetByLabel("Three", new() { Exact = true }).CheckAsync();

        await page.Button("Clear completed").ClickAsync();
        await page.ShowsAsync("Two");
        await page.Button("Undo").ClickAsync();
        await page.ShowsAsync("Three", "Two", "One");
        await page.Button("Clear completed").ClickAsync();
        await Expect(page.Notices.GetByText("Deleted")).ToHaveCountAsync(0);
        await page.StoredAsync();

        Assert.Equal(["Two"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Dragging_changes_the_order_here_and_in_the_API()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("D", "C", "B", "A");
        await page.StoredAsync();

        await DragAsync(page, "A", "C");
        await page.ShowsAsync("B", "C", "A", "D");
        await page.StoredAsync();
        await page.Page.ReloadAsync();

        await page.ShowsAsync("B", "C", "A", "D");
        Assert.Equal(["B", "C", "A", "D"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Filters_search_and_counts()
    {
        await using var person = await web.SignUpAsync();
        using var api = await person.NewApiClientAsync();
        await api.AddTasksAsync(
            new { title = "Buy milk", tags = new[] { "shop" }, priority = "high" },
            new { title = "Call the bank", description = "about the MILK account", due_date = "2020-02-02" },
            new { title = "Water the plants", completed = true, tags = new[] { "home" } });
        var page = await person.OpenAsync();
        await page.ShowsAsync("Buy milk", "Call the bank", "Water the plants");
        await Expect(page.Page.Locator(".count")).ToHaveTextAsync(["3", "2", "1"]);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pending" }).ClickAsync();
        await page.ShowsAsync("Buy milk", "Call the bank");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Completed", Exact = false }).First.ClickAsync();
        await page.ShowsAsync("Water the plants");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "All" }).ClickAsync();
        await page.Page.GetByLabel("Search").FillAsync("milk");
        await page.ShowsAsync("Buy milk", "Call the bank");
        await page.Page.GetByLabel("Priority").SelectOptionAsync("High");
        await page.ShowsAsync("Buy milk");
        await page.Page.GetByLabel("Search").FillAsync("nothing at all");
        await page.PictureAsync("nothing-found");
        await page.Button("Show all tasks").ClickAsync();
        await page.Page.GetByLabel("Due").SelectOptionAsync("Overdue");
        await page.ShowsAsync("Call the bank");
        await page.Page.GetByLabel("Due").SelectOptionAsync("Any date");
        await page.Button("Show only #home").ClickAsync();
        await page.ShowsAsync("Water the plants");

        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task The_theme_is_chosen_and_remembered()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Buy milk");

        await page.Button("Theme: system. Change to light.").ClickAsync();
        await page.Button("Theme: light. Change to dark.").ClickAsync();
        await page.Page.ReloadAsync();
        await page.LoadedAsync();

        Assert.Equal("rgb(19, 21, 25)", await page.Page.EvaluateAsync<string>(
            "() => getComputedStyle(document.body).backgroundColor"));
        await page.PictureAsync("dark");
        page.AssertQuiet();
    }

    private static async Task DragAsync(TaskPage page, string title, string onto)
    {
        var from = await page.Button($"Move {title}").BoundingBoxAsync();
        var to = await page.Row(onto).BoundingBoxAsync();
        await page.Page.Mouse.MoveAsync(from!.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(to!.X + (to.Width / 2), to.Y + (to.Height * 0.8f), new() { Steps = 5 });
        await page.PictureAsync("dragging");
        await page.Page.Mouse.UpAsync();
    }
}
