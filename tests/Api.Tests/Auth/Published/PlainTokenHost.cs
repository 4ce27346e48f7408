using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Tests.Auth;

/// <summary>
/// The same rooms, where the stock handler decides as most set it up: to see that the tables can tell the two apart.
/// </summary>
internal sealed class PlainTokenHost(TokenValidationParameters parameters) : TokenHost, IAsyncDisposable
{
    public static TokenValidationParameters Of(string secret, string? origin) =>
        With(origin, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)));

    public static TokenValidationParameters OfKeySet(string json, string? origin) =>
        With(origin, [.. new JsonWebKeySet(json).GetSigningKeys()]);

    public static async Task<PlainTokenHost> StartAsync(TokenValidationParameters parameters)
    {
        var host = new PlainTokenHost(parameters);
        await host.InitializeAsync();
        return host;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>The stock handler has no other.</summary>
    private protected override TimeProvider Clock => TimeProvider.System;

    private protected override void Register(IServiceCollection services) =>
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.TokenHandlers.Clear();
            // The names of claims as they were sent, which the rooms further in ask for.
            options.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false });
            options.TokenValidationParameters = parameters;
            options.EventsType = null;
            options.Events = new JwtBearerEvents { OnTokenValidated = Admit };
        });

    /// <summary>Whoever the token names, as the events that ship do it for theirs.</summary>
    private static Task Admit(TokenValidatedContext context)
    {
        if (ApiRequest.Of(context.HttpContext) is { } request
            && context.Principal!.FindFirstValue("sub") is { } subject)
        {
            request.Caller = new CurrentUser(new UserId(subject), Email: null, Name: null, DateTimeOffset.MaxValue);
        }

        return Task.CompletedTask;
    }

    private static TokenValidationParameters With(string? origin, params SecurityKey[] keys) => new()
    {
        IssuerSigningKeys = keys,
        ValidateIssuer = origin is not null,
        ValidIssuer = origin,
        ValidateAudience = origin is not null,
        ValidAudience = origin,
    };
}
