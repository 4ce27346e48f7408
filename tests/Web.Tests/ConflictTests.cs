using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>The same task is changed in two places, and nobody's words are lost without their saying so.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class ConflictTests(WebTests web)
{
    [SkippableTheory]
    [InlineData("Keep mine", "Mine")]
    [InlineData("Keep theirs", "Theirs")]
    public async Task Both_versions_are_shown_and_the_person_chooses(string choice, string result)
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();
        var id = (await person.StoredAsync()).Single().Id();

        await page.Button("Ours").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Mine");
        await api.EditAsync(id, new { title = "Theirs" });
        await Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Theirs" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Title")).ToHaveValueAsync("Mine");
        await page.PressAsync("Enter");
        var dialog = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator("tbody tr")).ToContainTextAsync("TitleMineTheirs");
        await page.PictureAsync("conflict");
        await dialog.GetByText(choice).ClickAsync();

        await page.ShowsAsync(result);
        await page.StoredAsync();
        Assert.Equal([result], await person.StoredTitlesAsync());
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task Changes_of_different_fields_both_stand_without_a_question()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();
        var id = (await person.StoredAsync()).Single().Id();

        await context.SetOfflineAsync(true);
        await page.Button("Ours").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Mine");
        await page.PressAsync("Enter");
        await api.EditAsync(id, new { priority = "high", completed = true });
        await context.SetOfflineAsync(false);
        await Expect(page.Row("high")).ToBeVisibleAsync();

        await page.ShowsAsync("Mine");
        await page.StoredAsync();
        var stored = (await person.StoredAsync()).Single();
        Assert.Equal(
            ("Mine", "high", true),
            (stored.GetProperty("title").GetString(), stored.GetProperty("priority").GetString(),
                stored.GetProperty("completed").GetBoolean()));
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task Words_for_a_task_that_was_deleted_elsewhere_can_be_added_again()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();
        var id = (await person.StoredAsync()).Single().Id();

        await context.SetOfflineAsync(true);
        await page.Button("Ours").ClickAsync();
        await page.Page.GetByLabel("Title").FillAsync("Mine");
        await page.PressAsync("Enter");
        await api.DeleteTaskAsync(id);
        await context.SetOfflineAsync(false);
        await page.Notices.GetByText("Add it again").ClickAsync();

        await page.ShowsAsync("Mine");
        await page.StoredAsync();
        Assert.Equal(["Mine"], await person.StoredTitlesAsync());
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task A_task_that_was_changed_while_its_deletion_could_be_undone_is_not_deleted()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Ours");
        await page.StoredAsync();
        using var api = await person.NewApiClientAsync();
        var id = (await person.StoredAsync()).Single().Id();

        await page.Button("Delete Ours").ClickAsync();
        await page.ShowsAsync();
        await page.HoldUndoAsync();
        await api.EditAsync(id, new { description = "still needed" });
        await page.Add.HoverAsync();

        await Expect(page.Notices.GetByText("was changed elsewhere meanwhile, so it was not deleted."))
            .ToBeVisibleAsync();
        await page.ShowsAsync("Ours");
        page.AssertQuietButForRequests();
    }
}
