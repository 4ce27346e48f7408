using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>A token that was believed: which key vouches for it, and what it says.</summary>
internal sealed record VerifiedToken(SigningKey Key, TokenClaims Claims)
{
    /// <summary>The user as endpoints take one; made once for all requests of this token.</summary>
    public CurrentUser User { get; } = new(
        new UserId(Claims.Subject, Key.Rules.IssuerName), Claims.Email, Claims.Name,
        DateTimeOffset.FromUnixTimeSeconds(Claims.ExpiresAt.ToUnixTimeSeconds()));

    /// <summary>The user as ASP.NET Core carries one.</summary>
    public ClaimsIdentity ToIdentity()
    {
        var identity = new ClaimsIdentity("Bearer", ClaimNames.Name, roleType: null);
        identity.AddClaim(new Claim(ClaimNames.Subject, Claims.Subject));
        var seconds = Claims.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        identity.AddClaim(new Claim(ClaimNames.Expiry, seconds, ClaimValueTypes.Integer64));
        AddIfPresent(identity, ClaimNames.Email, Claims.Email);
        AddIfPresent(identity, ClaimNames.Name, Claims.Name);
        AddIfPresent(identity, ClaimNames.Issuer, Key.Rules.IssuerName);
        return identity;
    }

    private static void AddIfPresent(ClaimsIdentity identity, string name, string? value)
    {
        if (value is not null)
        {
            identity.AddClaim(new Claim(name, value));
        }
    }

    /// <summary>For the stock handler, which wants a token object and reads nothing of it but its times.</summary>
    public SecurityToken ToSecurityToken() => new Carrier(Claims.ExpiresAt.UtcDateTime);

    private sealed class Carrier(DateTime validTo) : SecurityToken
    {
        public override string Id => "";

        public override string Issuer => "";

        public override SecurityKey? SecurityKey => null;

        public override SecurityKey? SigningKey { get; set; }

        public override DateTime ValidFrom => DateTime.MinValue;

        public override DateTime ValidTo => validTo;
    }
}
