using Microsoft.Extensions.Primitives;

namespace TaskActors.Api.Auth;

/// <summary>Reads the Authorization header: at most one, the scheme in any case, and one token after it.</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer";

    /// <summary>
    /// The token; or neither token nor refusal if none was sent, also under another scheme; or why it cannot be one.
    /// </summary>
    public static bool TryRead(StringValues headers, out ReadOnlySpan<char> token, out TokenRefusal? refusal)
    {
        token = default;
        refusal = null;
        if (headers.Count > 1)
        {
            // Two readers might each take another one.
            refusal = TokenRefusal.HeaderRepeated;
            return false;
        }

        var header = headers.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = header.AsSpan(Scheme.Length);
        token = rest.TrimStart(' ');
        if (token.IsEmpty || token.Length == rest.Length)
        {
            return false;
        }

        if (token.ContainsAny(" \t,"))
        {
            refusal = TokenRefusal.NotOneToken;
            return false;
        }

        return true;
    }
}
