namespace TaskActors.Api.Auth;

/// <summary>A token that was believed: which key vouches for it, until when, and who its caller is.</summary>
internal sealed class VerifiedToken(SigningKey key, TokenClaims claims)
{
    public SigningKey Key => key;

    public DateTimeOffset ExpiresAt { get; } = claims.ExpiresAt;

    /// <summary>Made once for all requests of this token.</summary>
    public CurrentUser User { get; } = new(
        new UserId(claims.Subject, key.Rules.IssuerName),
        claims.Email,
        claims.Name,
        DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt.ToUnixTimeSeconds()));
}
