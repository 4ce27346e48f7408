using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskActors.Api;
using TaskActors.Api.FrontDoor;
using Xunit;

namespace TaskActors.Tests.Serving;

/// <summary>
/// A running server for contract tests. They know of it only its address, a client whose every answer is checked
/// against the OpenAPI document, and how to get a token.
/// </summary>
public sealed class ApiServer : IAsyncLifetime, IDisposable
{
    public const string Origin = "http://localhost:3000";
    private const string Secret = "a secret of the tests, long enough for HS256";

    private WebApplication? _app;
    private DocumentedAnswers? _checked;

    /// <summary>What the server runs on; set before it starts by those who need another.</summary>
    internal IUserTasksDirectory Actors { get; init; } = new SmallActors();

    internal Action<WebApplicationBuilder> Configure { get; init; } = _ => { };

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Speaks for nobody.</summary>
    public HttpClient HttpClient { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTasksApi();
        builder.AddTestTokens(Secret);
        builder.Services.AddSingleton(Actors);
        builder.Services.Configure<FrontDoorOptions>(door => door.CorsOrigins = [Origin, "https://tasks.example.org"]);
        Configure(builder);
        _app = builder.Build();
        _app.MapTasksApi();
        await _app.StartAsync();
        BaseAddress = new Uri(_app.Urls.Single());
        _checked = new DocumentedAnswers(BaseAddress);
        HttpClient = NewClient();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose()
    {
        HttpClient.Dispose();
        _checked?.Dispose();
    }

    /// <summary>A token of this user.</summary>
    public static string TokenFor(string user) => TestTokens.Mint(Secret, user);

    /// <summary>Somebody who was never here.</summary>
    public static string NewUser([CallerMemberName] string name = "") => $"{name}-{Guid.NewGuid():N}";

    /// <summary>Speaks for this user.</summary>
    public HttpClient ClientOf(string user)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenFor(user));
        return client;
    }

    /// <summary>Speaks for somebody who was never here.</summary>
    public HttpClient ClientOfNewUser([CallerMemberName] string name = "") => ClientOf(NewUser(name));

    private HttpClient NewClient() => new(_checked!, disposeHandler: false) { BaseAddress = BaseAddress };
}

/// <summary>One server for all contract tests: each test brings its own users.</summary>
[CollectionDefinition(Name)]
public sealed class ApiTests : ICollectionFixture<ApiServer>
{
    public const string Name = "API";
}
