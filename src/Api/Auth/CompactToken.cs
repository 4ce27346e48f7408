using System.Buffers;
using System.Buffers.Text;

namespace TaskActors.Api.Auth;

/// <summary>
/// Header and payload of a token, decoded strictly: each part, the signature too, is the only spelling of its bytes, so
/// that no other text passes for the same token.
/// </summary>
/// <param name="Header">The bytes of the header.</param>
/// <param name="Payload">The bytes of the payload.</param>
internal readonly record struct CompactToken(byte[] Header, byte[] Payload)
{
    /// <summary>The largest token that is looked at; one with a whole avatar has 15 KB.</summary>
    public const int LengthMax = 16 * 1_024;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    // A last letter that carries only 2 or 4 bits of the last byte must have zeros in the rest.
    private static readonly SearchValues<char> LastOfTwo = SearchValues.Create("AQgw");
    private static readonly SearchValues<char> LastOfThree = SearchValues.Create("AEIMQUYcgkosw048");

    public static TokenRefusal? Read(ReadOnlySpan<char> text, out CompactToken token)
    {
        token = default;
        if (text.Length > LengthMax)
        {
            return TokenRefusal.TooLong;
        }

        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, '.') != 3)
        {
            return TokenRefusal.NotThreeParts;
        }

        var header = text[parts[0]];
        var payload = text[parts[1]];
        var signature = text[parts[2]];
        if (!IsCanonical(header) || !IsCanonical(payload) || !IsCanonical(signature))
        {
            return TokenRefusal.NotBase64Url;
        }

        token = new CompactToken(Base64Url.DecodeFromChars(header), Base64Url.DecodeFromChars(payload));
        return null;
    }

    /// <summary>Whether the text is not empty, has only letters of base64url and no bits that mean nothing.</summary>
    private static bool IsCanonical(ReadOnlySpan<char> part) =>
        !part.IsEmpty && !part.ContainsAnyExcept(Letters) && (part.Length % 4) switch
        {
            0 => true,
            2 => LastOfTwo.Contains(part[^1]),
            3 => LastOfThree.Contains(part[^1]),
            _ => false,
        };
}
