using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>The port to published keys. A secret is never among them.</summary>
internal interface IKeySet
{
    /// <summary>
    /// The keys that have this id and are made for this algorithm; none if there is none. A key that is not known yet
    /// may be waited for.
    /// </summary>
    /// <param name="algorithm">The token's <c>alg</c>.</param>
    /// <param name="keyId">The token's <c>kid</c>.</param>
    /// <param name="issuer">The token's <c>iss</c>, which nothing vouches for yet: it says whom to ask.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    ValueTask<ImmutableArray<SigningKey>> FindAsync(
        string algorithm, string? keyId, string? issuer, CancellationToken cancellation);
}
