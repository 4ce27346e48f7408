using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>A key that tokens may be signed with, and what its issuer's tokens must say.</summary>
internal sealed class SigningKey(SecurityKey material, TokenRules rules)
{
    private volatile bool _isGone;

    public SecurityKey Material => material;

    public TokenRules Rules => rules;

    /// <summary>Whether the key was withdrawn: tokens that it verified before are then forgotten.</summary>
    public bool IsGone => _isGone;

    public void Withdraw() => _isGone = true;
}
