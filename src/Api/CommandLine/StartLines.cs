using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Api.Settings;
using TaskActors.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>What the program says of itself once it listens: all that somebody needs for a first call.</summary>
internal static class StartLines
{
    public static IEnumerable<string> Of(WebApplication app)
    {
        var services = app.Services;
        var values = services.GetRequiredService<SettingValues>();
        var tokens = services.GetRequiredService<IOptions<TokenOptions>>().Value;
        yield return $"TaskActors {BuildDescription.Version} listens on {string.Join(", ", app.Urls)}";
        yield return $"actors: {services.GetRequiredService<HostDescription>().Text}";
        yield return $"data: {services.GetRequiredService<StorageAddress>()}";
        var keys = tokens.Secrets.Select(secret => secret.Origin)
            .Concat(tokens.KeySources.Select(source => $"keys from {source}"));
        yield return $"key: {string.Join(", ", keys)}";
        if (values.IsDevelopment && !tokens.Secrets.IsEmpty)
        {
            yield return "token to try it: dotnet run --project src/Api -- token alice";
        }
    }

    /// <summary>What works, and should not stay as it is.</summary>
    public static IEnumerable<string> WarningsOf(WebApplication app)
    {
        if (app.Services.GetRequiredService<SettingValues>().Find(SettingsCatalogue.Host) is not null)
        {
            yield return $"warning: {SettingsCatalogue.Host.Name} and --host have no effect: Orleans hosts the actors. "
                + "The next release refuses them; take them out";
        }

        var tokens = app.Services.GetRequiredService<IOptions<TokenOptions>>().Value;
        foreach (var secret in tokens.Secrets.Where(secret => secret.IsShort))
        {
            yield return $"warning: {secret.Name} has only {secret.Key.Length} bytes, and whoever guesses it can sign "
                + "as anybody; make a longer one with: openssl rand -base64 32";
        }

        foreach (var source in tokens.KeySources.Where(source => !source.IsProtected))
        {
            yield return $"warning: the keys from {source} come over plain http, and whoever is on the way can put his "
                + "own in their place; use https, or a network that is yours alone";
        }
    }
}
