using Microsoft.Extensions.Primitives;

namespace TaskActors.Api.Auth;

/// <summary>Reads the Authorization header: at most one, the scheme in any case, and one token after it.</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer";

    /// <summary>
    /// The token; or neither token nor refusal if none was sent, also under another scheme; or why it cannot be one.
    /// </summary>
    public static (string? Token, TokenRefusal? Refusal) Read(StringValues headers)
    {
        if (headers.Count > 1)
        {
            // Two readers might each take another one.
            return (null, TokenRefusal.HeaderRepeated);
        }

        var header = headers.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        var rest = header.AsSpan(Scheme.Length);
        var token = rest.TrimStart(' ');
        if (token.IsEmpty)
        {
            return (null, null);
        }

        return token.Length == rest.Length ? (null, null)
            : token.ContainsAny(" \t,") ? (null, TokenRefusal.NotOneToken)
            : (token.ToString(), null);
    }
}
