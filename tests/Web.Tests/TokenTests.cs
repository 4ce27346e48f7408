using Microsoft.Data.Sqlite;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>Tokens end, keys are withdrawn and people change, while somebody works.</summary>
[Collection(WebTests.Disturbed), LongSuite]
public sealed class TokenTests(WebTests web)
{
    [SkippableFact]
    public async Task A_token_of_five_seconds_is_renewed_before_it_ends_while_somebody_works()
    {
        await using var app = await StartAsync("JWT_SECONDS=5");
        await using var person = await Person.SignUpAsync(app, web.Browser(), "Ada");
        var context = await person.NewBrowserAsync();
        var (tokens, refused) = (0, 0);
        context.Response += (_, answer) =>
        {
            tokens += answer.Url.EndsWith("/api/auth/token", StringComparison.Ordinal) ? 1 : 0;
            refused += answer.Status == 401 ? 1 : 0;
        };
        var page = await TaskPage.OpenAsync(context, app.Origin);

        for (var second = 0; second < 8; second++)
        {
            await page.AddAsync($"Second {second}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await page.StoredAsync();
        Assert.Equal(8, (await person.StoredAsync()).Length);
        Assert.True(tokens >= 3, $"{tokens} tokens were fetched.");
        Assert.Equal(0, refused);
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task A_refused_token_is_replaced_once_and_the_work_goes_on()
    {
        var app = web.App();
        await using var person = await Person.SignUpAsync(app, web.Browser(), "Ada");
        var page = await person.OpenAsync();
        await page.AddAsync("Before");
        await page.StoredAsync();

        // The key that signed the page's token is withdrawn, and the restarted API has never seen it.
        await app.Api.Kill9Async();
        await DeleteKeysAsync(app);
        await page.AddAsync("After");
        await app.Api.StartAsync();

        await page.StoredAsync();
        await page.ShowsAsync("After", "Before");
        Assert.Equal(["After", "Before"], await person.StoredTitlesAsync());
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task A_session_that_has_ended_is_said_and_what_was_typed_is_sent_after_signing_in()
    {
        await using var app = await StartAsync("JWT_SECONDS=3");
        await using var person = await Person.SignUpAsync(app, web.Browser(), "Ada");
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, app.Origin);
        await context.ClearCookiesAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));

        await page.AddAsync("Typed too late");
        await Expect(page.Status).ToContainTextAsync("Your session has ended. 1 change kept here until then.");
        await page.PictureAsync("session-ended");
        await page.Page.GetByText("Sign in again").ClickAsync();
        await page.Page.GetByLabel("E-mail").FillAsync(person.Email);
        await page.Page.GetByLabel("Password").FillAsync(Person.Password);
        await page.Button("Sign in").ClickAsync();

        await page.ShowsAsync("Typed too late");
        await page.StoredAsync();
        Assert.Equal(["Typed too late"], await person.StoredTitlesAsync());
        page.AssertQuietButForRequests();
    }

    [SkippableFact]
    public async Task A_tab_that_was_left_open_does_not_speak_for_whoever_signs_in_after()
    {
        await using var app = await StartAsync("JWT_SECONDS=3");
        await using var ada = await Person.SignUpAsync(app, web.Browser(), "Ada");
        await using var bob = await Person.SignUpAsync(app, web.Browser(), "Bob");
        var context = await ada.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, app.Origin);
        await page.AddAsync("Ada's own");
        await page.StoredAsync();

        await app.Api.Kill9Async();
        await page.AddAsync("Typed as Ada");
        await bob.BringCookiesToAsync(context);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await app.Api.StartAsync();
        await Expect(page.Page.Locator(".who")).ToHaveTextAsync("Bob");
        await page.LoadedAsync();
        await page.ShowsAsync();
        await page.StoredAsync();

        Assert.Empty(await bob.StoredTitlesAsync());
        Assert.Equal(["Ada's own"], await ada.StoredTitlesAsync());
        await ada.BringCookiesToAsync(context);
        await page.Page.ReloadAsync();
        await page.ShowsAsync("Typed as Ada", "Ada's own");
    }

    [SkippableFact]
    public async Task One_setting_signs_with_the_shared_secret_instead()
    {
        await using var app = await StartAsync("JWT_ALGORITHM=HS256");
        await using var person = await Person.SignUpAsync(app, web.Browser(), "Ada");
        var page = await person.OpenAsync();

        await page.AddAsync("Signed with a secret");
        await page.StoredAsync();

        Assert.Equal(["Signed with a secret"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    private async Task<WebApp> StartAsync(params string[] settings)
    {
        web.App();
        return await WebApp.StartAsync(settings);
    }

    private static async Task DeleteKeysAsync(WebApp app)
    {
        await using var database = new SqliteConnection($"Data Source={app.AuthDatabase};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "DELETE FROM jwks";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
