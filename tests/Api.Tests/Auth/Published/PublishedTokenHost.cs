using Microsoft.Extensions.DependencyInjection;
using TaskActors.Api.Auth;

namespace TaskActors.Tests.Auth;

/// <summary>A server that believes published keys, or whatever a test configures.</summary>
internal sealed class PublishedTokenHost : TokenHost, IAsyncDisposable
{
    private readonly Action<TokenOptions> _configure;

    private PublishedTokenHost(Action<TokenOptions> configure) => _configure = configure;

    public static async Task<PublishedTokenHost> StartAsync(Action<TokenOptions> configure)
    {
        var host = new PublishedTokenHost(configure);
        await host.InitializeAsync();
        return host;
    }

    public static Task<PublishedTokenHost> StartAsync(Uri keys, string? origin = null) =>
        StartAsync(options => options.KeySources = [Source(keys, origin)]);

    public static KeySource Source(Uri keys, string? origin = null) =>
        new() { Address = keys, Rules = new TokenRules { Issuer = origin, Audience = origin } };

    /// <summary>Fetches all key sets now, as the hourly refresh does.</summary>
    public async Task RefreshAsync()
    {
        foreach (var keys in Services.GetRequiredService<PublishedKeySets>().All)
        {
            await keys.RefreshAsync();
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>Fetches, refreshes and cool-downs take time.</summary>
    private protected override TimeProvider Clock => TimeProvider.System;

    private protected override void Configure(TokenOptions options) => _configure(options);
}
