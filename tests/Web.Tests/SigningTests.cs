using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>From sign-up to sign-out, typed by a person.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class SigningTests(WebTests web)
{
    [SkippableFact]
    public async Task Somebody_signs_up_adds_a_task_signs_out_and_finds_it_again()
    {
        await using var context = await Person.NewBrowserAsync(web.Browser());
        var page = TaskPage.Watch(await context.NewPageAsync());
        var email = Person.NewEmail();
        await page.Page.GotoAsync(web.App().Origin);
        await Expect(page.Page).ToHaveURLAsync($"{web.App().Origin}/sign-in");
        await page.PictureAsync("sign-in");

        await page.Page.GetByText("Make an account").ClickAsync();
        await page.Page.GetByLabel("Name").FillAsync("Ada");
        await FillAsync(page.Page, email, Person.Password);
        await page.PictureAsync("sign-up");
        await page.Button("Sign up").ClickAsync();
        await page.LoadedAsync();
        await page.PictureAsync("empty");
        await page.AddAsync("Buy milk");
        await page.StoredAsync();
        await page.Button("Sign out").ClickAsync();
        await Expect(page.Page).ToHaveURLAsync($"{web.App().Origin}/sign-in");
        await FillAsync(page.Page, email, Person.Password);
        await page.Button("Sign in").ClickAsync();

        await page.ShowsAsync("Buy milk");
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task A_wrong_password_is_said_and_nothing_is_shown()
    {
        await using var person = await web.SignUpAsync();
        await using var context = await Person.NewBrowserAsync(web.Browser());
        var page = TaskPage.Watch(await context.NewPageAsync());
        await page.Page.GotoAsync($"{web.App().Origin}/sign-in");

        await FillAsync(page.Page, person.Email, "not the password");
        await page.Button("Sign in").ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "password" })).ToBeVisibleAsync();
        await page.PictureAsync("wrong-password");
        await page.Page.GotoAsync(web.App().Origin);
        await Expect(page.Page).ToHaveURLAsync($"{web.App().Origin}/sign-in");
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task Signing_out_in_one_tab_ends_the_others_and_leaves_nothing_in_the_browser()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var first = await TaskPage.OpenAsync(context, web.App().Origin);
        var second = await TaskPage.OpenAsync(context, web.App().Origin);
        await first.AddAsync("Buy milk");
        await second.ShowsAsync("Buy milk");

        await first.Button("Sign out").ClickAsync();

        await Expect(second.Page).ToHaveURLAsync($"{web.App().Origin}/sign-in");
        var kept = await second.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage })");
        Assert.Equal("{}", kept);
        first.AssertQuiet();
    }

    private static async Task FillAsync(IPage page, string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
    }
}
