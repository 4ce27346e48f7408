namespace TaskActors.Api.Auth;

/// <summary>A published key as it serves one algorithm.</summary>
/// <param name="Algorithm">The <c>alg</c> that a token must have.</param>
/// <param name="KeyId">The <c>kid</c> that a token must have; null for a key without one.</param>
/// <param name="Material">What the key is made of: the same key in the next set has the same.</param>
/// <param name="Key">The key itself.</param>
internal sealed record PublishedKey(string Algorithm, string? KeyId, string Material, SigningKey Key);
