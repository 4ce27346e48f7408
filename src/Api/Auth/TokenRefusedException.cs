using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>
/// Carries a refusal through the stock handler, which logs it: so it holds the reason, and nothing of the token.
/// </summary>
internal sealed class TokenRefusedException(TokenRefusal refusal)
    : SecurityTokenException($"The token was refused: {refusal}.")
{
    public TokenRefusal Refusal => refusal;
}
