using System.Collections.Immutable;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>
/// Which keys may have signed a token: chosen by algorithm first. Secrets serve HS256 alone and published keys the
/// others, so that nothing published is ever taken for a secret. Any other algorithm has no key.
/// </summary>
internal sealed class SigningAlgorithms(SecretKeys secrets, IKeySet? published = null)
{
    public const string EdDsa = "EdDSA";

    /// <summary>RFC 9864 gives EdDSA over this curve a name of its own.</summary>
    public const string Ed25519 = "Ed25519";

    private static readonly string[] OfPublishedKeys =
        [EdDsa, Ed25519, "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    /// <summary>Whether some published key could serve an algorithm, here at all.</summary>
    public bool IsPublished(string algorithm) =>
        published is not null && OfPublishedKeys.Contains(algorithm, StringComparer.Ordinal);

    public ValueTask<ImmutableArray<SigningKey>> FindKeysAsync(
        TokenHeader header, string? issuer, CancellationToken cancellation)
    {
        if (header.Algorithm == SecurityAlgorithms.HmacSha256)
        {
            return new(secrets.All);
        }

        return IsPublished(header.Algorithm)
            ? published!.FindAsync(header.Algorithm, header.KeyId, issuer, cancellation)
            : new(ImmutableArray<SigningKey>.Empty);
    }
}
