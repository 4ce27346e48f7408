using System.Globalization;
using System.Security.Claims;

namespace TaskActors.Api.Auth;

/// <summary>The caller: who the verified token speaks for.</summary>
internal sealed record CurrentUser(UserId Id, string? Email, string? Name, DateTimeOffset ExpiresAt)
{
    /// <summary>Stands in until tokens are built.</summary>
    public static ValueTask<CurrentUser> BindAsync(HttpContext context)
    {
        var claims = context.User;
        var subject = claims.FindFirstValue("sub") ?? throw new InvalidOperationException("The token has no subject.");
        var seconds = long.Parse(claims.FindFirstValue("exp") ?? "0", CultureInfo.InvariantCulture);
        return ValueTask.FromResult(new CurrentUser(
            new UserId(subject),
            claims.FindFirstValue("email"),
            claims.FindFirstValue("name"),
            DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }
}
