using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>The keys of HS256: every shared secret. A token's <c>kid</c> says nothing about them.</summary>
internal sealed class SecretKeys
{
    public SecretKeys(IOptions<TokenOptions> options)
    {
        var rules = new TokenRules { Issuer = options.Value.Issuer, Audience = options.Value.Audience };
        All = [.. options.Value.Secrets.Select(secret => new SigningKey(new SymmetricSecurityKey(secret.Key), rules))];
    }

    public ImmutableArray<SigningKey> All { get; }
}
