using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Signals;

namespace TaskActors.Api.Auth;

/// <summary>
/// Puts our verification into the stock bearer handler, which keeps scheme, challenge and events. Its own validation
/// accepts two dozen kinds of tokens that must be refused, and its parameters are ignored here.
/// </summary>
internal sealed class BetterAuthTokenHandler(TokenVerifier verifier, ILogger<BetterAuthTokenHandler> log) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        var (refusal, verified) = await verifier.VerifyAsync(token, CancellationToken.None);
        if (verified is null)
        {
            log.TokenRefused(refusal!.Value);
            FrontDoorSignals.TokenRefused(refusal.Value);
            return new TokenValidationResult
            {
                IsValid = false,
                Exception = new TokenRefusedException(refusal.Value),
            };
        }

        return new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = verified.ToIdentity(),
            SecurityToken = verified.ToSecurityToken(),
        };
    }
}
