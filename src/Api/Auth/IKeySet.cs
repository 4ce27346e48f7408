using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>The port to published keys. A secret is never among them.</summary>
internal interface IKeySet
{
    /// <summary>
    /// The keys that have this id and are made for this algorithm; none if there is none. A key that is not known yet
    /// may be waited for.
    /// </summary>
    ValueTask<ImmutableArray<SigningKey>> FindAsync(string algorithm, string? keyId, CancellationToken cancellation);
}
