using System.Text;

namespace TaskActors.Api.Auth;

/// <summary>
/// A secret that frontend and backend share. The key is its UTF-8 bytes as they are: never trimmed, unquoted, decoded.
/// </summary>
/// <param name="name">How a sentence names it, without telling it.</param>
/// <param name="text">The secret.</param>
/// <param name="origin">Where it came from, for the start lines.</param>
internal sealed class SharedSecret(string name, string text, string origin)
{
    /// <summary>A key as long as the hash (RFC 7518, section 3.2).</summary>
    public const int LengthMin = 32;

    // What Better Auth signs with when nobody set a secret, in the present and in former versions: anybody knows them.
    private static readonly string[] WellKnown =
        ["better-auth-secret-12345678901234567890", "better-auth-secret-123456789"];

    public string Name => name;

    public string Origin => origin;

    public bool IsWellKnown { get; } = WellKnown.Contains(text, StringComparer.Ordinal);

    public byte[] Key { get; } = Encoding.UTF8.GetBytes(text);

    public bool IsShort => Key.Length < LengthMin;

    /// <summary>Never the secret: this object may meet a log.</summary>
    public override string ToString() => name;
}
