using System.Globalization;
using System.Text;

namespace TaskActors.Api.Tasks.Addressing;

/// <summary>
/// Reads the path of a raw request target: split first, then each segment decoded once and strictly. The server's own
/// decoded path cannot tell <c>x%2Fy</c> from <c>x/y</c>, and has already removed dot segments.
/// </summary>
internal static class PathSegments
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The decoded segments, without the empty one of a trailing slash; null when the path is not proper.
    /// </summary>
    public static string[]? Read(ReadOnlySpan<char> rawTarget, out bool hasTrailingSlash)
    {
        hasTrailingSlash = false;
        var path = PathOf(rawTarget);
        if (path is not ['/', .. var rest])
        {
            return null;
        }

        hasTrailingSlash = rest is [.., '/'];
        var trimmed = hasTrailingSlash ? rest[..^1] : rest;
        var segments = new string[trimmed.Count('/') + 1];
        var at = 0;
        foreach (var range in trimmed.Split('/'))
        {
            if (Decode(trimmed[range]) is not { } segment)
            {
                return null;
            }

            segments[at++] = segment;
        }

        return segments;
    }

    /// <summary>The path without query, of a target in origin form or in absolute form.</summary>
    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        var scheme = path is ['/', ..] ? -1 : path.IndexOf("://");
        if (scheme < 0)
        {
            return path;
        }

        var afterScheme = path[(scheme + 3)..];
        var slash = afterScheme.IndexOf('/');
        return slash < 0 ? [] : afterScheme[slash..];
    }

    private static string? Decode(ReadOnlySpan<char> raw)
    {
        var segment = raw.Contains('%') ? DecodeEscapes(raw) : raw.ToString();
        return segment is null or "" or "." or ".." ? null : segment;
    }

    private static string? DecodeEscapes(ReadOnlySpan<char> raw)
    {
        if (!Ascii.IsValid(raw))
        {
            return null;
        }

        var bytes = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; at++)
        {
            var isEscape = raw[at] == '%';
            var value = isEscape ? EscapedByte(raw[(at + 1)..]) : raw[at];
            if (value < 0)
            {
                return null;
            }

            bytes[length++] = (byte)value;
            at += isEscape ? 2 : 0;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The byte that two hexadecimal digits mean, or -1.</summary>
    private static int EscapedByte(ReadOnlySpan<char> digits) =>
        digits.Length >= 2
        && byte.TryParse(digits[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : -1;
}
