namespace TaskActors.Api.Auth;

/// <summary>Decides whether a token is believed: form, key, signature, and only then what it says.</summary>
internal sealed class TokenVerifier(SigningAlgorithms algorithms, RememberedTokens remembered, TimeProvider clock)
{
    public async ValueTask<(TokenRefusal? Refusal, VerifiedToken? Token)> VerifyAsync(
        string text, CancellationToken cancellation)
    {
        if (text.Length > CompactToken.LengthMax)
        {
            return (TokenRefusal.TooLong, null);
        }

        if (remembered.TryFind(text, out var known))
        {
            return (null, known);
        }

        var result = await VerifyAnewAsync(text, cancellation);
        if (result.Token is { } token)
        {
            remembered.Remember(text, token);
        }

        return result;
    }

    private async ValueTask<(TokenRefusal? Refusal, VerifiedToken? Token)> VerifyAnewAsync(
        string text, CancellationToken cancellation)
    {
        TokenHeader? header = null;
        if ((CompactToken.Read(text, out var parts) ?? TokenHeader.Read(parts.Header, out header)) is { } malformed)
        {
            return (malformed, null);
        }

        var keys = await algorithms.FindKeysAsync(header!, cancellation);
        if (keys.IsEmpty)
        {
            var isPublished = algorithms.IsPublished(header!.Algorithm);
            return (isPublished ? TokenRefusal.KeyUnknown : TokenRefusal.AlgorithmNotAllowed, null);
        }

        var key = keys.FirstOrDefault(key => key.HasSigned(parts.Signed, parts.Signature));
        return key is null ? (TokenRefusal.SignatureWrong, null) : Believe(key, header!, parts.Payload);
    }

    private (TokenRefusal? Refusal, VerifiedToken? Token) Believe(SigningKey key, TokenHeader header, byte[] payload)
    {
        if (header.Type is { } type && !string.Equals(type, key.Rules.Type, StringComparison.Ordinal))
        {
            return (TokenRefusal.TypeNotAllowed, null);
        }

        var refusal = TokenClaims.Read(payload, key.Rules, clock.GetUtcNow(), out var claims);
        return refusal is null ? (null, new VerifiedToken(key, claims!)) : (refusal, null);
    }
}
