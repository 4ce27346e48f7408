using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Api;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Cluster;
using TaskActors.Storage;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Serving;

/// <summary>
/// The front door inside the tests' own process, for those that must put something behind it which a real server never
/// has: actors that fail, a storage that breaks on demand. Everybody else asks <see cref="ApiServer"/>.
/// </summary>
internal sealed class HostedApi : IAsyncLifetime, IDisposable
{
    private WebApplication? _app;
    private DocumentedAnswers? _checked;

    /// <summary>None where <see cref="Setup"/> registers real ones.</summary>
    public IUserTasksGrain? Actors { get; init; }

    public required IStorageHealth Storage { get; init; }

    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };

    /// <summary>What else is registered, or registered otherwise.</summary>
    public Action<WebApplicationBuilder> Setup { get; init; } = _ => { };

    /// <summary>Routes beside those of the API, behind the same rooms.</summary>
    public Action<IEndpointRouteBuilder> Routes { get; init; } = _ => { };

    public IServiceProvider Services => _app!.Services;

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Speaks for nobody.</summary>
    public HttpClient HttpClient { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        Logging(builder.Logging);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTokens();
        builder.AddTasksApi();
        builder.Services.AddSingleton(Storage).AddSingleton(new HostDescription("of the tests"));
        builder.Services.AddSingleton<IActorsHealth>(new ActorsOfTheTests());
        if (Actors is not null)
        {
            builder.Services.AddSingleton(new UserTasks(
                _ => Actors, snapshots: null, new LostCalls(NullLogger<LostCalls>.Instance), TimeProvider.System));
        }

        builder.Services.Configure<TokenOptions>(tokens =>
            tokens.Secrets = [new SharedSecret("test", ApiSetup.Secret, "test")]);
        builder.Services.Configure<FrontDoorOptions>(door => door.CorsOrigins = [ApiServer.Origin]);
        Setup(builder);
        _app = builder.Build();
        Routes(_app.MapTasksApi());
        await _app.StartAsync();
        BaseAddress = new Uri(_app.Urls.Single());
        _checked = new DocumentedAnswers(BaseAddress);
        HttpClient = NewClient();
    }

    public async Task DisposeAsync()
    {
        // A plain disposal would abort the connections that are open.
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose()
    {
        HttpClient.Dispose();
        _checked?.Dispose();
    }

    /// <summary>Speaks for this user.</summary>
    public HttpClient ClientOf(string user)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", ApiServer.TokenFor(user));
        return client;
    }

    /// <summary>Speaks for somebody who was never here.</summary>
    public HttpClient ClientOfNewUser() => ClientOf(ApiServer.NewUser());

    /// <summary>What the tests put behind the front door is there as long as they are.</summary>
    private sealed class ActorsOfTheTests : IActorsHealth
    {
        public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
    }

    private HttpClient NewClient() => new(_checked!, disposeHandler: false) { BaseAddress = BaseAddress };
}

/// <summary>A storage of which a test says whether it works.</summary>
internal sealed class SwitchedStorage : IStorageHealth
{
    private int _asked;

    public string Location => "nowhere";

    public int Asked => _asked;

    public Func<string?> Answer { get; set; } = () => null;

    public Task<string?> CheckAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(Answer());
    }
}
