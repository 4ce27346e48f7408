using System.Diagnostics.CodeAnalysis;

namespace TaskActors.Api.Settings;

/// <summary>
/// The settings of further issuers: four variables for each, with the issuer's name in capitals inside. The catalogue
/// lists them once, with a placeholder for the name.
/// </summary>
internal static class IssuerSettings
{
    public const string Prefix = "TASKACTORS_ISSUER_";

    private const int NameLengthMax = 32;

    /// <summary>How the help shows them.</summary>
    public static IReadOnlyList<Setting> Family { get; } = Of("<NAME>");

    /// <summary>What a variable of this family with another form is told.</summary>
    public static string Form { get; } =
        $"further issuers are set by {string.Join(", ", Family.Select(setting => setting.Name))}, where the name has "
        + $"1 to {NameLengthMax} capitals and digits";

    public static Setting Keys(string name) => new(
        $"{Prefix}{name}_JWKS", "the address of a further issuer's key set, whose users are kept apart by its name",
        "none", "https://tenant.eu.auth0.com/.well-known/jwks.json")
    {
        Use = SettingUse.Serve | SettingUse.Token,
        WhyNot = SettingChecks.KeySetUrl,
    };

    public static Setting Issuer(string name) => new(
        $"{Prefix}{name}_ISSUER", "the iss that its tokens must carry, character for character",
        "required with the address", "https://tenant.eu.auth0.com/");

    public static Setting Audience(string name) => new(
        $"{Prefix}{name}_AUDIENCE", "the aud that its tokens must carry, or none to let any pass, on purpose",
        "required with the address", "https://tasks.example.com");

    public static Setting Type(string name) => new(
        $"{Prefix}{name}_TYP", "the typ that its tokens may carry, if they carry one", "JWT", "at+jwt");

    public static IReadOnlyList<Setting> Of(string name) => [Keys(name), Issuer(name), Audience(name), Type(name)];

    /// <summary>The name in a variable of this family, as it stands there.</summary>
    public static bool TryReadName(string variable, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (!variable.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var end = variable.LastIndexOf('_');
        name = end > Prefix.Length ? variable[Prefix.Length..end] : "";
        return name.Length is > 0 and <= NameLengthMax
            && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
            && Of(name).Any(setting => setting.Name == variable);
    }
}
