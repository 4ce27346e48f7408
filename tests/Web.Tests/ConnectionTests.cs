using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>What somebody typed survives the loss of the API, of the network and of the page.</summary>
[Collection(WebTests.Disturbed), LongSuite]
public sealed class ConnectionTests(WebTests web)
{
    private const string NoConnection = "No connection to the server. It is tried again by itself.";

    [SkippableFact]
    public async Task The_API_is_killed_in_the_middle_of_typing_and_nothing_is_lost_or_done_twice()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Before");
        await page.StoredAsync();
        await page.Add.PressSequentiallyAsync("Typed while");

        await web.App().Api.Kill9Async();
        await page.Add.PressSequentiallyAsync(" it was down");
        await page.PressAsync("Enter");
        await page.Page.GetByLabel("Before", new() { Exact = true }).CheckAsync();
        await Expect(page.Status).ToContainTextAsync(NoConnection);
        await Expect(page.Status).ToContainTextAsync("2 changes kept here until then.");
        await page.PictureAsync("no-connection");
        await page.Add.PressSequentiallyAsync("Half a wo");
        await web.App().Api.StartAsync();
        await page.Add.PressSequentiallyAsync("rd");
        await page.StoredAsync();

        await Expect(page.Add).ToHaveValueAsync("Half a word");
        await page.ShowsAsync("Typed while it was down", "Before");
        var stored = await person.StoredAsync();
        Assert.Equal(
            [("Typed while it was down", false), ("Before", true)],
            stored.Select(task =>
                (task.GetProperty("title").GetString()!, task.GetProperty("completed").GetBoolean())));
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task What_was_not_sent_survives_a_reload_and_so_does_half_a_title()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await web.App().Api.Kill9Async();
        await page.AddAsync("Kept in this browser");
        await page.Add.FillAsync("Half a tit");

        await page.Page.ReloadAsync();
        await Expect(page.Status).ToContainTextAsync(NoConnection);
        await Expect(page.Add).ToHaveValueAsync("Half a tit");
        await web.App().Api.StartAsync();
        await page.LoadedAsync();
        await page.StoredAsync();

        await page.ShowsAsync("Kept in this browser");
        Assert.Equal(["Kept in this browser"], await person.StoredTitlesAsync());
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task Without_a_network_the_page_goes_on_and_catches_up_with_other_devices_later()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        var other = await person.OpenAsync();
        await page.AddAsync("Shared");
        await other.ShowsAsync("Shared");

        await context.SetOfflineAsync(true);
        await page.AddAsync("From the train");
        await page.ShowsAsync("From the train", "Shared");
        await other.AddAsync("From the desk");
        await other.ShowsAsync("From the desk", "Shared");
        await Expect(page.Status).ToContainTextAsync(NoConnection);
        await context.SetOfflineAsync(false);

        await page.StoredAsync();
        await Expect(page.Titles).ToHaveCountAsync(3);
        await Expect(other.Titles).ToHaveCountAsync(3);
        string[] here = [.. await page.Titles.AllTextContentsAsync()];
        Assert.Equal(["From the desk", "From the train", "Shared"], here.Order(StringComparer.Ordinal).ToArray());
        await other.ShowsAsync(here);
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task An_answer_that_was_under_way_does_not_say_that_the_network_is_back()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        var isLost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await context.RouteAsync("**/api/tasks", async route =>
        {
            var answer = await route.FetchAsync();
            await isLost.Task;
            await route.FulfillAsync(new() { Response = answer });
        });

        await page.AddAsync("On its way");
        await context.SetOfflineAsync(true);
        await Expect(page.Status).ToHaveTextAsync($"{NoConnection} 1 change kept here until then.");
        isLost.SetResult();

        await Expect(page.Status).ToHaveTextAsync(NoConnection);
        await context.SetOfflineAsync(false);
        await page.StoredAsync();
        Assert.Equal(["On its way"], await person.StoredTitlesAsync());
    }

    [SkippableFact]
    public async Task A_refused_task_is_taken_back_with_the_reason_and_its_text_returns()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        var tooLong = new string('a', 201);

        await page.AddAsync("Fine", tooLong);

        await Expect(page.Notices.GetByText(new Regex("was not added", RegexOptions.None, TimeSpan.FromSeconds(1))))
            .ToContainTextAsync("200");
        await page.PictureAsync("refused");
        await page.ShowsAsync("Fine");
        await Expect(page.Add).ToHaveValueAsync(tooLong);
        await page.Notices.GetByLabel("Close").ClickAsync();
        await Expect(page.Notices.Locator(".notice")).ToHaveCountAsync(0);
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task A_deletion_that_can_still_be_undone_goes_out_when_the_page_is_left()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        await page.AddAsync("Keep", "Lose", "Lose too");
        await page.StoredAsync();

        await page.Button("Delete Lose").ClickAsync();
        await page.Button("Delete Lose too").ClickAsync();
        await page.Page.CloseAsync(new() { RunBeforeUnload = true });

        string[] titles;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((titles = await person.StoredTitlesAsync()).Length > 1)
        {
            await Task.Delay(100, patience.Token);
        }

        Assert.Equal(["Keep"], titles);
    }

    [SkippableFact]
    public async Task A_deletion_that_can_still_be_undone_goes_out_when_the_page_is_hidden()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync();
        await page.AddAsync("Keep", "Lose");
        await page.StoredAsync();

        await page.Button("Delete Lose").ClickAsync();
        // While somebody points at it, it waits without end.
        await page.HoldUndoAsync();
        Assert.Equal(2, (await person.StoredAsync()).Length);
        await page.Page.EvaluateAsync(
            """
            () => {
              Object.defineProperty(document, "visibilityState", { value: "hidden" });
              document.dispatchEvent(new Event("visibilitychange"));
            }
            """);
        await Expect(page.Notices.GetByText("Deleted")).ToHaveCountAsync(0);
        await page.StoredAsync();

        Assert.Equal(["Keep"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }
}
