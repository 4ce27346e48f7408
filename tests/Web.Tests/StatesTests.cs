using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>What is shown before there is a list, and when there cannot be one.</summary>
[Collection(WebTests.Disturbed), LongSuite]
public sealed class StatesTests(WebTests web)
{
    [SkippableFact]
    public async Task While_the_list_is_loading_the_page_says_so_and_takes_new_tasks_already()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var answer = new TaskCompletionSource();
        await context.RouteAsync("**/api/tasks/changes?*", async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        var page = TaskPage.Watch(await context.NewPageAsync());
        await page.Page.GotoAsync(web.App().Origin);

        await Expect(page.Page.Locator("#tasks")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(page.Page.Locator("#tasks [role=status]")).ToHaveTextAsync("Loading your tasks");
        // Not that there are none.
        await Expect(page.Page.Locator(".count")).ToHaveCountAsync(0);
        await Axe.CheckAsync(page.Page);
        await page.PictureAsync("loading");
        await page.AddAsync("Typed while loading");
        answer.SetResult();

        await page.LoadedAsync();
        await page.ShowsAsync("Typed while loading");
        await page.StoredAsync();
        Assert.Equal(["Typed while loading"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task A_page_that_cannot_be_made_says_so_and_trying_again_helps_once_it_can()
    {
        var app = web.App();
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = TaskPage.Watch(await context.NewPageAsync());

        await ExecuteAsync(app, "ALTER TABLE session RENAME TO away");
        await page.Page.GotoAsync(app.Origin);
        await Expect(page.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Something went wrong");
        await Axe.CheckAsync(page.Page);
        await page.PictureAsync("error");
        await ExecuteAsync(app, "ALTER TABLE away RENAME TO session");
        await page.Button("Try again").ClickAsync();

        await page.LoadedAsync();
        await page.ShowsAsync();
    }

    private static async Task ExecuteAsync(WebApp app, string statement)
    {
        await using var database = new SqliteConnection($"Data Source={app.AuthDatabase};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
