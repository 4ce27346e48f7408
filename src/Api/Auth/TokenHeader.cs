using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>What is believed of a token's header: it may choose among our keys, and nothing more.</summary>
/// <param name="Algorithm">The <c>alg</c>, exactly as sent.</param>
/// <param name="KeyId">The <c>kid</c>, if there is one.</param>
/// <param name="Type">The <c>typ</c>, if there is one.</param>
internal sealed record TokenHeader(string Algorithm, string? KeyId, string? Type)
{
    // Extensions that would have to be understood, and keys that a token brings along. They are never followed.
    private static readonly string[] Forbidden = ["crit", "b64", "zip", "enc", "cty", "jwk", "jku"];

    private const string CertificatePrefix = "x5";

    public static TokenRefusal? Read(byte[] bytes, out TokenHeader? header)
    {
        header = null;
        using var document = StrictJson.TryReadObject(bytes);
        if (document is null)
        {
            return TokenRefusal.HeaderNotJson;
        }

        if (WhyNot(document.RootElement) is { } refusal)
        {
            return refusal;
        }

        header = new TokenHeader(
            StrictJson.FindText(document.RootElement, "alg")!,
            StrictJson.FindText(document.RootElement, "kid"),
            StrictJson.FindText(document.RootElement, "typ"));
        return null;
    }

    private static TokenRefusal? WhyNot(JsonElement members)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (Forbidden.Contains(member.Name, StringComparer.OrdinalIgnoreCase)
                || member.Name.StartsWith(CertificatePrefix, StringComparison.OrdinalIgnoreCase))
            {
                return TokenRefusal.HeaderForbidden;
            }

            // A member that is there must be a text: null is not the same as absent.
            if (StrictJson.TextOf(member.Value) is null && WhyNotWithoutText(member.Name) is { } refusal)
            {
                return refusal;
            }
        }

        return StrictJson.FindText(members, "alg") is null ? TokenRefusal.AlgorithmNotAllowed : null;
    }

    private static TokenRefusal? WhyNotWithoutText(string name) => name switch
    {
        "alg" => TokenRefusal.AlgorithmNotAllowed,
        "typ" => TokenRefusal.TypeNotAllowed,
        "kid" => TokenRefusal.KeyIdNotText,
        _ => null,
    };
}
