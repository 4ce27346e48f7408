using Microsoft.AspNetCore.Authentication;

namespace TaskActors.Api.Auth;

/// <summary>Keeps configuration files from changing the scheme: its settings are ours alone.</summary>
internal sealed class NoSchemeConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}
