using System.Globalization;
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
    public static ValueTask<CurrentUser> BindAsync(HttpContext context) =>
        ValueTask.FromResult(ApiRequest.Of(context)?.Caller ?? From(context.User));

    /// <summary>Nothing of the token: this object may meet a log.</summary>
    public override string ToString() => nameof(CurrentUser);

    /// <summary>Reads what the bearer scheme has answered.</summary>
    /// <exception cref="InvalidOperationException">It knows nobody: a bug.</exception>
    public static CurrentUser From(ClaimsPrincipal caller)
    {
        if (caller.FindFirstValue(ClaimNames.Subject) is not { } subject
            || caller.FindFirstValue(ClaimNames.Expiry) is not { } expiry)
        {
            throw new InvalidOperationException("An endpoint with a CurrentUser must be behind the gate.");
        }

        var seconds = long.Parse(expiry, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new CurrentUser(
            new UserId(subject, caller.FindFirstValue(ClaimNames.Issuer)),
            caller.FindFirstValue(ClaimNames.Email),
            caller.FindFirstValue(ClaimNames.Name),
            DateTimeOffset.FromUnixTimeSeconds(seconds));
    }
}
