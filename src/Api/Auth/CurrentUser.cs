using Microsoft.AspNetCore.Authentication.JwtBearer;
using System.Security.Claims;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Auth;

/// <summary>The caller: what the verified token says of them. An endpoint may take it as a parameter.</summary>
/// <param name="Id">Whose tasks they may see.</param>
/// <param name="Email">The token's <c>email</c>, which nothing is decided by.</param>
/// <param name="Name">The token's <c>name</c>, which nothing is decided by.</param>
/// <param name="ExpiresAt">When the token ends.</param>
internal sealed record CurrentUser(UserId Id, string? Email, string? Name, DateTimeOffset ExpiresAt)
{
    /// <exception cref="InvalidOperationException">The endpoint lets callers in who have no token: a bug.</exception>
    public static ValueTask<CurrentUser> BindAsync(HttpContext context) => ValueTask.FromResult(context.Caller());

    /// <summary>The user of a principal that the bearer scheme has made.</summary>
    public static CurrentUser Of(ClaimsPrincipal principal) => ((CallerIdentity)principal.Identity!).User;

    /// <summary>Nothing of the token: this object may meet a log.</summary>
    public override string ToString() => nameof(CurrentUser);
}

/// <summary>The caller as ASP.NET Core carries one.</summary>
internal sealed class CallerIdentity(CurrentUser user)
    : ClaimsIdentity([new Claim("sub", user.Id.Subject)], JwtBearerDefaults.AuthenticationScheme, "sub", roleType: null)
{
    public CurrentUser User => user;
}
