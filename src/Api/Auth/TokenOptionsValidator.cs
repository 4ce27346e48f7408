using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>Refuses to start with keys that anybody could guess, and teaches how to make a good one.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private const string NoKey =
        "No key is set, so no token could be believed: set BETTER_AUTH_SECRET to the frontend's secret; ";

    private const string MakeOne = "make one with: openssl rand -base64 32";

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var failures = options.Secrets.IsDefaultOrEmpty
            ? [NoKey + MakeOne]
            : options.Secrets.Select(secret => WhyNot(secret, options.AllowShortSecrets)).OfType<string>().ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

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
