using TaskActors.Settings;
using static TaskActors.Settings.SettingForm;

namespace TaskActors.Api.Settings;

/// <summary>The settings of further issuers: a variable for each issuer, with its name in capitals inside.</summary>
internal static class IssuerSettings
{
    private const string Prefix = $"TASKACTORS_ISSUER_{Setting.Placeholder}";

    public static Setting<string> Keys { get; } = new(
        $"{Prefix}_JWKS", WebAddress("https://app.example.com/api/auth/jwks", withQuery: true),
        "the address of a further issuer's key set, whose users are kept apart by its name, 1 to 32 capitals and "
            + "digits",
        "none", "https://tenant.eu.auth0.com/.well-known/jwks.json")
    { Use = SettingUse.Serve | SettingUse.Token };

    public static Setting<string> Issuer { get; } = new(
        $"{Prefix}_ISSUER", Text, "the iss that its tokens must carry, character for character",
        "required with the address", "https://tenant.eu.auth0.com/");

    public static Setting<string> Audience { get; } = new(
        $"{Prefix}_AUDIENCE", Text, "the aud that its tokens must carry, or none to let any pass, on purpose",
        "required with the address", "https://tasks.example.com");

    public static Setting<string> Type { get; } = new(
        $"{Prefix}_TYP", Text, "the typ that its tokens may carry, if they carry one", "JWT", "at+jwt");

    public static IReadOnlyList<Setting> All { get; } = [Keys, Issuer, Audience, Type];
}
