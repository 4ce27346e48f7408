using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>What a token must be signed with, and say, to be believed.</summary>
internal sealed class TokenOptions
{
    /// <summary>Every secret that HS256 tokens may be signed with; the first signs those of a try-out.</summary>
    public ImmutableArray<SharedSecret> Secrets { get; set; } = [];

    /// <summary>Lets a live system with a short secret move here; it is warned at every start.</summary>
    public bool AllowShortSecrets { get; set; }

    /// <summary>The <c>iss</c> that HS256 tokens must carry; null does not check it.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> that HS256 tokens must carry; null does not check it.</summary>
    public string? Audience { get; set; }

    /// <summary>How many verified tokens are remembered.</summary>
    public int RememberedMax { get; set; } = 20_000;
}
