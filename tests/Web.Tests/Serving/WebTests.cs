using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>One API, one frontend and one browser for all tests: each signs up a person of its own.</summary>
public sealed class WebTests : IAsyncLifetime
{
    public const string Name = "web";

    private WebApp? _app;
    private Browser? _browser;

    // Kept for the tests, which are skipped by it: a fixture cannot skip them.
    private SkipException? _missing;

    public async Task InitializeAsync()
    {
        try
        {
            _browser = await Web.Browser.StartAsync();
            _app = await WebApp.StartAsync();
        }
        catch (SkipException missing)
        {
            _missing = missing;
        }
    }

    public WebApp App()
    {
        Skip.If(_missing is not null, _missing?.Message);
        return _app!;
    }

    public Browser Browser()
    {
        Skip.If(_missing is not null, _missing?.Message);
        return _browser!;
    }

    public async Task DisposeAsync()
    {
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Somebody new, who has signed up.</summary>
    public Task<Person> SignUpAsync(string name = "Ada") => Person.SignUpAsync(App(), Browser(), name);
}

[CollectionDefinition(WebTests.Name)]
public sealed class WebTestsCollection : ICollectionFixture<WebTests>;
