using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>Refuses to start with keys that anybody could guess, and teaches how to make a good one.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private const string NoKey =
        "No key is set, so no token could be believed: set BETTER_AUTH_URL to the frontend's address if it has Better "
        + "Auth's jwt() plugin, or BETTER_AUTH_SECRET to the secret that it signs with; ";

    private const string MakeOne = "make one with: openssl rand -base64 32";

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        if (options.Secrets.IsDefaultOrEmpty && options.KeySources.IsDefaultOrEmpty)
        {
            return ValidateOptionsResult.Fail(NoKey + MakeOne);
        }

        var failures = options.Secrets.Select(secret => WhyNot(secret, options.AllowShortSecrets))
            .Concat(WhyNotIssuers(options.KeySources))
            .OfType<string>().ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    /// <summary>Users of two issuers share nothing only as long as no two issuers share a name.</summary>
    private static IEnumerable<string?> WhyNotIssuers(IEnumerable<KeySource> sources)
    {
        var names = sources.Select(source => source.Rules.IssuerName).ToList();
        foreach (var name in names.OfType<string>().Where(name => !IsIssuerName(name)))
        {
            yield return $"The issuer's name '{name}' must have 1 to 32 of a-z and 0-9: it begins its users' keys";
        }

        foreach (var group in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return group.Key is { } name
                ? $"Two issuers are named {name}, and their users would be mixed up; give each its own name"
                : "There are two key sets of the frontend; give a further issuer a name of its own";
        }
    }

    private static bool IsIssuerName(string name) =>
        name.Length is > 0 and <= 32
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    private static string? WhyNot(SharedSecret secret, bool allowShort)
    {
        if (secret.IsWellKnown)
        {
            return $"{Capital(secret.Name)} is Better Auth's well-known default, with which anybody can sign; "
                + MakeOne;
        }

        return secret.IsShort && !allowShort
            ? $"{Capital(secret.Name)} has {secret.Key.Length} bytes, and under {SharedSecret.LengthMin} a key can be "
                + $"guessed; {MakeOne} (or set TASKACTORS_ALLOW_SHORT_SECRET=true while you move a live system)"
            : null;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
