using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Api.Settings;

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
        yield return $"key: {string.Join(", ", tokens.Secrets.Select(secret => secret.Origin))}";
        if (values.IsDevelopment)
        {
            yield return "token to try it: dotnet run --project src/Api -- token alice";
        }
    }

    /// <summary>What works, and should not stay as it is.</summary>
    public static IEnumerable<string> WarningsOf(WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<IOptions<TokenOptions>>().Value;
        foreach (var secret in tokens.Secrets.Where(secret => secret.IsShort))
        {
            yield return $"warning: {secret.Name} has only {secret.Key.Length} bytes, and whoever guesses it can sign "
                + "as anybody; make a longer one with: openssl rand -base64 32";
        }

        if (app.Services.GetRequiredService<SettingValues>().HasBetterAuthUrl)
        {
            yield return $"warning: {SettingsCatalogue.BetterAuthUrl} is set, but published keys are not read yet: "
                + "only HS256 tokens are accepted";
        }
    }
}
