using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>Somebody with an account, at one or several browsers.</summary>
public sealed class Person : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private static int _count;

    private readonly Browser _browser;
    private readonly string[] _cookies;
    private readonly List<IBrowserContext> _browsers = [];

    private Person(WebApp app, Browser browser, string email, string[] cookies)
    {
        App = app;
        _browser = browser;
        Email = email;
        _cookies = cookies;
    }

    public WebApp App { get; }

    public string Email { get; }

    public static string NewEmail() =>
        $"person{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}@example.com";

    /// <summary>An address of nobody else: Better Auth lets one address sign up three times in ten seconds.</summary>
    public static string NewAddress()
    {
        var number = Interlocked.Increment(ref _count);
        return $"203.0.{(number / 250).ToString(CultureInfo.InvariantCulture)}."
            + (1 + (number % 250)).ToString(CultureInfo.InvariantCulture);
    }

    public static async Task<Person> SignUpAsync(WebApp app, Browser browser, string name)
    {
        var email = NewEmail();
        return new Person(app, browser, email, await SignUpForCookiesAsync(app.Origin, email, name));
    }

    /// <summary>Somebody new without a browser, and a token of theirs.</summary>
    public static async Task<string> SignUpForTokenAsync(string origin) =>
        await TokenAsync(origin, await SignUpForCookiesAsync(origin, NewEmail(), "Ada"));

    /// <summary>A browser of their own where they are signed in.</summary>
    public async Task<IBrowserContext> NewBrowserAsync(BrowserNewContextOptions? options = null)
    {
        var context = await NewBrowserAsync(_browser, options);
        _browsers.Add(context);
        await BringCookiesToAsync(context);
        return context;
    }

    /// <summary>Closes their browsers, which would go on working beside the next test.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in _browsers)
        {
            await context.CloseAsync();
        }
    }

    /// <summary>From now on this browser is signed in as this person.</summary>
    public Task BringCookiesToAsync(IBrowserContext context) => context.AddCookiesAsync(
        _cookies.Select(cookie => cookie.Split('=', 2)).Select(pair =>
            new Cookie { Name = pair[0], Value = pair[1], Url = App.Origin, HttpOnly = true }));

    /// <summary>A browser where nobody is signed in.</summary>
    public static async Task<IBrowserContext> NewBrowserAsync(Browser browser, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.Locale ??= "en-GB";
        options.ColorScheme ??= ColorScheme.Light;
        var context = await browser.Chromium.NewContextAsync(options);
        context.SetDefaultTimeout(Browser.Patience);
        var address = NewAddress();
        await context.RouteAsync("**/api/auth/sign-*/**", route => route.ContinueAsync(
            new() { Headers = [.. route.Request.Headers, new("X-Forwarded-For", address)] }));
        return context;
    }

    /// <summary>Opens the tasks in a browser of their own.</summary>
    public async Task<TaskPage> OpenAsync(BrowserNewContextOptions? options = null) =>
        await TaskPage.OpenAsync(await NewBrowserAsync(options), App.Origin);

    /// <summary>Speaks to the API for this person, as another program of theirs would.</summary>
    public async Task<HttpClient> NewApiClientAsync()
    {
        var client = App.Api.NewClient();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await TokenAsync(App.Origin, _cookies));
        return client;
    }

    /// <summary>Their tasks as the API has them, in the order of the page.</summary>
    public async Task<JsonElement[]> StoredAsync()
    {
        using var client = await NewApiClientAsync();
        return await client.TasksAsync();
    }

    public async Task<string[]> StoredTitlesAsync()
    {
        using var client = await NewApiClientAsync();
        return await client.TitlesAsync();
    }

    private static async Task<string[]> SignUpForCookiesAsync(string origin, string email, string name)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{origin}/api/auth/sign-up/email")
        {
            Content = JsonContent.Create(new { email, password = Password, name }),
        };
        request.Headers.Add("Origin", origin);
        request.Headers.Add("X-Forwarded-For", NewAddress());
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return [.. answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])];
    }

    private static async Task<string> TokenAsync(string origin, string[] cookies)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{origin}/api/auth/token");
        request.Headers.Add("Cookie", string.Join("; ", cookies));
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
