using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>Registers who is believed.</summary>
internal static class TokenRegistration
{
    /// <summary>
    /// Adds the bearer scheme as the default one. Not through AddAuthentication, which brings data protection along:
    /// its keys, written to the home folder at start, protect nothing here.
    /// </summary>
    public static void AddTokens(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TokenOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SecretKeys>();
        services.AddPublishedKeys();
        services.AddSingleton<SigningAlgorithms>();
        services.AddSingleton<RememberedTokens>();
        services.AddSingleton<BetterAuthTokenHandler>();
        services.AddSingleton<BearerEvents>();

        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.AddSingleton<IAuthenticationConfigurationProvider, NoSchemeConfiguration>();
        new AuthenticationBuilder(services).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<BetterAuthTokenHandler>(static (options, handler) =>
            {
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(handler);
                options.EventsType = typeof(BearerEvents);
                options.SaveToken = false;
            });
    }

    private static void AddPublishedKeys(this IServiceCollection services)
    {
        services.AddSingleton<JsonWebKeys>();
        // Its log lines would name each request of a key set twice.
        services.AddHttpClient(nameof(KeySetFetch))
            .ConfigurePrimaryHttpMessageHandler(KeySetFetch.NewHandler)
            .RemoveAllLoggers();
        services.AddSingleton<KeySetFetch>();
        services.AddSingleton<Func<KeySource, JwksKeySet>>(provider =>
            source => ActivatorUtilities.CreateInstance<JwksKeySet>(provider, source));
        services.AddSingleton<PublishedKeySets>();
        services.AddSingleton<IKeySet>(provider => provider.GetRequiredService<PublishedKeySets>());
        services.AddHostedService<KeySetRefresh>();
    }
}
