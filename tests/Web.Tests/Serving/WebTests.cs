using Xunit;

[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace TaskActors.Tests.Web;

/// <summary>
/// One API, one frontend and one browser for all tests of a collection: each signs up a person of its own. The two
/// collections run side by side, so that whoever kills an API disturbs nobody else.
/// </summary>
public sealed class WebTests : IAsyncLifetime
{
    public const string Name = "web";

    /// <summary>Of tests that stop something, or need other settings.</summary>
    public const string Disturbed = "web, disturbed";

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

[CollectionDefinition(WebTests.Disturbed)]
public sealed class DisturbedWebTestsCollection : ICollectionFixture<WebTests>;
