namespace TaskActors.Api.Auth;

/// <summary>What a token of a certain key must say. They belong to the key: no key vouches for another.</summary>
internal sealed record TokenRules
{
    /// <summary>The <c>iss</c> it must carry, by ordinal comparison; null does not check it.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> it must carry, by ordinal comparison; null does not check it.</summary>
    public string? Audience { get; init; }

    /// <summary>
    /// The <c>typ</c> it may carry, if it carries one. RFC 7519 (5.1) wants it spelt in capitals, and everybody does:
    /// no other spelling is accepted. Better Auth marks what it signs for other purposes by other types.
    /// </summary>
    public string Type { get; init; } = "JWT";

    /// <summary>The name of a further issuer, whose users are not the frontend's; null for the frontend.</summary>
    public string? IssuerName { get; init; }

    public bool Allows(string? type) => type is null || string.Equals(type, Type, StringComparison.Ordinal);
}
