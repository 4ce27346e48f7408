using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>
/// Which keys may have signed a token: chosen by algorithm first. Secrets serve HS256 alone and published keys the
/// others, so that nothing published is ever taken for a secret. Any other algorithm has no key.
/// </summary>
internal sealed class SigningAlgorithms(SecretKeys secrets, IKeySet? published = null)
{
    public ValueTask<ImmutableArray<SigningKey>> FindKeysAsync(TokenHeader header, CancellationToken cancellation) =>
        header.Algorithm switch
        {
            "HS256" => ValueTask.FromResult(secrets.All),
            "EdDSA" or "Ed25519"
                or "ES256" or "ES384" or "ES512"
                or "RS256" or "RS384" or "RS512"
                or "PS256" or "PS384" or "PS512" when published is not null =>
                published.FindAsync(header.Algorithm, header.KeyId, cancellation),
            _ => ValueTask.FromResult(ImmutableArray<SigningKey>.Empty),
        };
}
