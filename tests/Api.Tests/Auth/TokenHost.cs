using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskActors.Api.Auth;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>A real server on a free loopback port whose one endpoint wants a token, with all that it logs.</summary>
public class TokenHost : IAsyncLifetime
{
    public const string Newer = "Zq8w3vR7mN2xK5tY9bL4cJ6hF1gD0sAe";
    public const string Older = "an older secret, which is still accepted: ünïcode too";
    public const string Origin = "http://localhost:3000";

    /// <summary>
    /// What the server's clock says all the time: tokens on the edge stay there, however long the tests take.
    /// </summary>
    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    private WebApplication? _app;

    /// <summary>What is checked beside the signature; a derived host checks issuer and audience too.</summary>
    private protected virtual bool ChecksIssuer => false;

    /// <summary>Stopped, so that times in the tables are exact.</summary>
    private protected virtual TimeProvider Clock => new StoppedClock();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    internal IServiceProvider Services => _app!.Services;

    internal ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>How often the endpoint was reached.</summary>
    public int Reached => _reached;

    private int _reached;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddProvider(new CollectedLog(Lines));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1_024);
        builder.Services.AddSingleton(Clock);
        builder.AddTokens();
        builder.Services.AddAuthorization();
        builder.Services.Configure<TokenOptions>(Configure);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapGet("/me", Answer).RequireAuthorization();
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }

    /// <summary>Sends one value of the Authorization header as it is.</summary>
    public async Task<HttpResponseMessage> GetAsync(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Client.SendAsync(request);
    }

    private protected virtual void Configure(TokenOptions options)
    {
        options.Secrets = [new SharedSecret("newer", Newer, "test"), new SharedSecret("older", Older, "test")];
        options.Issuer = ChecksIssuer ? Origin : null;
        options.Audience = ChecksIssuer ? Origin : null;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private IResult Answer(CurrentUser user, HttpContext context)
    {
        Interlocked.Increment(ref _reached);
        return Results.Ok(new { sub = user.Id.Subject, key = user.Id.Key, user.Email, user.Name, user.ExpiresAt });
    }
}

/// <summary>The same, where issuer and audience are checked.</summary>
public sealed class CheckingTokenHost : TokenHost
{
    private protected override bool ChecksIssuer => true;
}
