using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskActors.Api.Auth;
using TaskActors.Api.Limits;
using TaskActors.Api.Settings;
using TaskActors.Tests.Problems;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Settings;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>
/// The front door as it ships, room for room, on a free loopback port, with all that it logs. Behind it lies one route
/// more, which says who the caller is and counts how often it was reached.
/// </summary>
public class TokenHost : IAsyncLifetime
{
    public const string Newer = "Zq8w3vR7mN2xK5tY9bL4cJ6hF1gD0sAe";
    public const string Older = "an older secret, which is still accepted: ünïcode too";
    public const string Origin = "http://localhost:3000";

    /// <summary>The route of whoever calls.</summary>
    public const string Mine = "/api/me/caller";

    // The refusals of a whole table come from one address: the limits are passed, and never reached.
    private const int Plenty = 1_000_000;

    private readonly HostedApi _api;
    private int _reached;

    public TokenHost() => _api = Make();

    /// <summary>
    /// What the server's clock says all the time: tokens on the edge stay there, however long the tests take.
    /// </summary>
    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>What is checked beside the signature; a derived host checks issuer and audience too.</summary>
    private protected virtual bool ChecksIssuer => false;

    /// <summary>Stopped, so that times in the tables are exact.</summary>
    private protected virtual TimeProvider Clock => new StoppedClock();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => _api.BaseAddress;

    internal IServiceProvider Services => _api.Services;

    /// <summary>How many tokens are known.</summary>
    public int RememberedCount => Services.GetRequiredService<RememberedTokens>().Count;

    internal ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>How often a route was reached.</summary>
    public int Reached => _reached;

    /// <summary>The route of the user whose path it is.</summary>
    public static string PathOf(string user) => $"/api/{Uri.EscapeDataString(user)}/tasks/caller";

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        Client = new HttpClient { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _api.DisposeAsync();
        _api.Dispose();
    }

    /// <summary>Sends one value of the Authorization header as it is.</summary>
    public async Task<HttpResponseMessage> GetAsync(string? authorization, string path = Mine)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Client.SendAsync(request);
    }

    public Task<int> StatusAsync(string token) => StatusAsync(token, Mine);

    /// <summary>The status of a request with this token.</summary>
    public async Task<int> StatusAsync(string token, string path)
    {
        using var answer = await GetAsync($"Bearer {token}", path);
        return (int)answer.StatusCode;
    }

    /// <summary>Whether this token is known.</summary>
    public bool Remembers(string token) =>
        Services.GetRequiredService<RememberedTokens>().TryFind(token, out _);

    private protected virtual void Configure(TokenOptions options)
    {
        options.Secrets = [new SharedSecret("newer", Newer, "test"), new SharedSecret("older", Older, "test")];
        options.Issuer = ChecksIssuer ? Origin : null;
        options.Audience = ChecksIssuer ? Origin : null;
    }

    /// <summary>What else a derived host registers otherwise.</summary>
    private protected virtual void Register(IServiceCollection services)
    {
    }

    private HostedApi Make() => new()
    {
        Actors = new FailingActors(),
        Storage = new SwitchedStorage(),
        Logging = logging => logging.AddProvider(new CollectedLog(Lines)),
        Setup = SetUp,
        Routes = Map,
    };

    private void SetUp(WebApplicationBuilder builder)
    {
        builder.AddServerDefaults(Sources.Read("PORT=0", "TASKACTORS_BIND=127.0.0.1"));
        // As loud as an operator can make it.
        builder.Configuration["Logging:LogLevel:Default"] = "Trace";
        builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace";
        builder.Services.AddSingleton(Clock);
        Register(builder.Services);
        builder.Services.Configure<TokenOptions>(Configure);
        builder.Services.Configure<RequestLimitOptions>(limits =>
            limits.RatePerSecond = limits.RateBurst = limits.RefusalsPerSecond = limits.RefusalsBurst = Plenty);
        // A key set that hangs on purpose holds its request for longer.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Mine, Answer).ExcludeFromDescription();
        routes.MapGet("/api/{user_id}/tasks/caller", Answer).ExcludeFromDescription();
    }

    private IResult Answer(CurrentUser user)
    {
        Interlocked.Increment(ref _reached);
        return Results.Ok(new { sub = user.Id.Subject, key = user.Id.Key, user.Email, user.Name, user.ExpiresAt });
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>The same, where issuer and audience are checked.</summary>
public sealed class CheckingTokenHost : TokenHost
{
    private protected override bool ChecksIssuer => true;
}
