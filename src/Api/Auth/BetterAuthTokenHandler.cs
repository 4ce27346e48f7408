using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Signals;

namespace TaskActors.Api.Auth;

/// <summary>
/// IdentityModel's validation behind a strict gate: it verifies signature, issuer and audience, but accepts tokens
/// with doubled members, unknown critical headers or a time that is a text. The keys of the issuer are awaited first,
/// because its own key resolver cannot wait for a key set.
/// </summary>
internal sealed class BetterAuthTokenHandler(
    SigningAlgorithms algorithms, RememberedTokens remembered, TimeProvider clock, ILogger<BetterAuthTokenHandler> log)
    : JsonWebTokenHandler
{
    private readonly CryptoProviderFactory _crypto = new() { CustomCryptoProvider = new TokenCryptoProvider() };

    /// <param name="token">As it was sent.</param>
    /// <param name="validationParameters">Ignored: each issuer has its own.</param>
    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        var (refusal, result) = await VerifyAsync(token);
        if (refusal is not { } reason)
        {
            return result!;
        }

        log.TokenRefused(reason);
        FrontDoorSignals.TokenRefused(reason);
        return new TokenValidationResult { IsValid = false, Exception = new TokenRefusedException(reason) };
    }

    private async Task<(TokenRefusal? Refusal, TokenValidationResult? Result)> VerifyAsync(string token)
    {
        TokenHeader? header = null;
        TokenClaims? claims = null;
        if ((CompactToken.Read(token, out var parts)
            ?? TokenHeader.Read(parts.Header, out header)
            ?? TokenClaims.Read(parts.Payload, out claims)) is { } malformed)
        {
            return (malformed, null);
        }

        var keys = await algorithms.FindKeysAsync(header!, claims!.Issuer, CancellationToken.None);
        var refusal = algorithms.IsPublished(header!.Algorithm)
            ? TokenRefusal.KeyUnknown
            : TokenRefusal.AlgorithmNotAllowed;

        // One id may be given to keys of several issuers: the signature tells which it was.
        foreach (var ofIssuer in keys.GroupBy(key => key.Rules))
        {
            var parameters = ParametersOf(ofIssuer.Key, [.. ofIssuer.Select(key => key.Material)], header, claims);
            var result = await base.ValidateTokenAsync(token, parameters);
            if (result.IsValid)
            {
                var key = ofIssuer.First(key => ReferenceEquals(key.Material, result.SecurityToken.SigningKey));
                return (null, Accept(token, new VerifiedToken(key, claims), result.SecurityToken));
            }

            refusal = ReasonOf(result.Exception);
            if (refusal != TokenRefusal.SignatureWrong)
            {
                break;
            }
        }

        return (refusal, null);
    }

    private TokenValidationResult Accept(string token, VerifiedToken verified, SecurityToken securityToken)
    {
        remembered.Remember(token, verified);
        return new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = new CallerIdentity(verified.User),
            SecurityToken = securityToken,
        };
    }

    private TokenValidationParameters ParametersOf(
        TokenRules rules, SecurityKey[] keys, TokenHeader header, TokenClaims claims) => new()
        {
            CryptoProviderFactory = _crypto,
            TryReadJwtClaim = Skip,
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            ValidAlgorithms = [header.Algorithm],
            ValidateIssuer = rules.Issuer is not null,
            ValidIssuer = rules.Issuer,
            ValidateAudience = rules.Audience is not null,
            ValidAudience = rules.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            TypeValidator = (_, _, _) => rules.Allows(header.Type)
                ? header.Type
                : throw new TokenRefusedException(TokenRefusal.TypeNotAllowed),
            LifetimeValidator = (_, _, _, _) => claims.WhyNotAt(clock.GetUtcNow()) is { } refusal
                ? throw new TokenRefusedException(refusal)
                : true,
        };

    /// <summary>
    /// Passes over the claims that are not validated: a token may carry a whole avatar, or a name that was cut within a
    /// character.
    /// </summary>
    private static bool Skip(
        ref Utf8JsonReader reader, JwtSegmentType jwtSegmentType, string claimName, out object claimValue)
    {
        reader.Skip();
        claimValue = claimName;
        return true;
    }

    private static TokenRefusal ReasonOf(Exception error) => error switch
    {
        TokenRefusedException refused => refused.Refusal,
        SecurityTokenInvalidIssuerException => TokenRefusal.IssuerWrong,
        SecurityTokenInvalidAudienceException => TokenRefusal.AudienceWrong,
        SecurityTokenInvalidSignatureException => TokenRefusal.SignatureWrong,
        _ => TokenRefusal.ClaimMalformed,
    };
}
