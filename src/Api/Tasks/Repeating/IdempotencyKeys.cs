using System.Text;
using Microsoft.Extensions.Primitives;

namespace TaskActors.Api.Tasks.Repeating;

/// <summary>
/// Reads <c>Idempotency-Key</c>: a structured string (RFC 8941, in double quotes), or, as many clients send it, the key
/// alone. Both spellings of one key are the same key.
/// </summary>
internal static class IdempotencyKeys
{
    private const int LengthMax = 255;

    public static bool TryParse(StringValues header, out string key)
    {
        key = header.Count == 1 ? header.ToString().Trim(' ', '\t') : "";
        var isPrintable = !key.AsSpan().ContainsAnyExceptInRange(' ', '~');
        var isReadable = key is ['"', ..] ? TryUnquote(key, out key) : !key.Contains('"', StringComparison.Ordinal);
        return isPrintable && isReadable && key.Length is >= 1 and <= LengthMax;
    }

    /// <summary>Only the quote and the backslash are escaped, and only by a backslash.</summary>
    private static bool TryUnquote(string quoted, out string key)
    {
        key = "";
        var unquoted = new StringBuilder(quoted.Length);
        for (var at = 1; at < quoted.Length; at++)
        {
            if (quoted[at] == '"')
            {
                key = unquoted.ToString();
                return at == quoted.Length - 1;
            }

            if (quoted[at] == '\\' && (++at == quoted.Length || quoted[at] is not ('"' or '\\')))
            {
                return false;
            }

            unquoted.Append(quoted[at]);
        }

        return false;
    }
}
