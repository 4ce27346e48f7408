using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>What one browser does is seen by the others of the same person, and by nobody else's.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class SeveralBrowsersTests(WebTests web)
{
    [SkippableFact]
    public async Task Two_browsers_of_one_person_stay_equal_through_every_action()
    {
        await using var person = await web.SignUpAsync();
        var here = await person.OpenAsync();
        var there = await person.OpenAsync();
        await here.AddAsync("C", "B", "A");
        await there.ShowsAsync("A", "B", "C");

        await there.Page.GetByLabel("B", new() { Exact = true }).CheckAsync();
        await Expect(here.Page.GetByLabel("B", new() { Exact = true })).ToBeCheckedAsync();
        await here.Button("A").ClickAsync();
        await here.Page.GetByLabel("Title").FillAsync("A changed");
        await here.PressAsync("Enter");
        await there.ShowsAsync("A changed", "B", "C");
        await there.Button("Move C").FocusAsync();
        await there.PressAsync("ArrowUp", "ArrowUp");
        await here.ShowsAsync("C", "A changed", "B");
        await here.Button("Clear completed").ClickAsync();
        await there.ShowsAsync("C", "A changed");
        await there.AddAsync("D");
        await here.ShowsAsync("D", "C", "A changed");

        Assert.Equal(["D", "C", "A changed"], await person.StoredTitlesAsync());
        here.AssertQuiet();
        there.AssertQuiet();
    }

    [SkippableFact]
    public async Task Ten_tabs_share_one_stream_and_another_takes_over_when_its_tab_closes()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var streams = 0;
        context.Request += (_, request) =>
            streams += request.Url.Contains("/events", StringComparison.Ordinal) && request.Method == "GET" ? 1 : 0;
        var tabs = new List<TaskPage>();
        for (var tab = 0; tab < 10; tab++)
        {
            tabs.Add(await TaskPage.OpenAsync(context, web.App().Origin));
        }

        await tabs[9].AddAsync("From the last tab");
        await Task.WhenAll(tabs.Select(tab => tab.ShowsAsync("From the last tab")));
        Assert.Equal(1, streams);
        await tabs[0].Page.CloseAsync();
        await tabs[5].AddAsync("After the first was closed");
        await Task.WhenAll(tabs.Skip(1).Select(tab =>
            tab.ShowsAsync("After the first was closed", "From the last tab")));

        Assert.Equal(2, streams);
        tabs[9].AssertQuiet();
    }

    [SkippableFact]
    public async Task Two_people_never_see_each_others_tasks_also_in_one_tab_one_after_the_other()
    {
        await using var ada = await web.SignUpAsync("Ada");
        await using var bob = await web.SignUpAsync("Bob");
        var elsewhere = await bob.OpenAsync();
        await elsewhere.AddAsync("Bob's own");
        var page = await ada.OpenAsync();
        await page.AddAsync("Ada's own");
        await page.StoredAsync();
        await elsewhere.ShowsAsync("Bob's own");
        using var adasApi = await ada.NewApiClientAsync();

        await page.Button("Sign out").ClickAsync();
        await page.Page.GetByLabel("E-mail").FillAsync(bob.Email);
        await page.Page.GetByLabel("Password").FillAsync(Person.Password);
        await page.Button("Sign in").ClickAsync();
        await page.ShowsAsync("Bob's own");
        await page.AddAsync("Typed where Ada was");
        await elsewhere.ShowsAsync("Typed where Ada was", "Bob's own");
        await page.Page.GoBackAsync();
        await page.Page.GoForwardAsync();
        await page.LoadedAsync();

        await page.ShowsAsync("Typed where Ada was", "Bob's own");
        Assert.Equal(["Ada's own"], await adasApi.TitlesAsync());
        page.AssertQuiet();
    }
}
