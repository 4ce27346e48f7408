using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace TaskActors;

/// <summary>
/// Whose tasks: the subject of a verified token, and which user space it belongs to. Two users are the same only if
/// both are equal by ordinal comparison.
/// </summary>
/// <param name="Subject">The token's <c>sub</c>, exactly as signed: 1–255 characters, never blank.</param>
/// <param name="Issuer">
/// The name of a further issuer (<c>[a-z0-9]{1,32}</c>), or null for the user space of the shared secret and the
/// frontend's own keys.
/// </param>
[GenerateSerializer, Immutable, Alias("user-id")]
public readonly record struct UserId([property: Id(0)] string Subject, [property: Id(1)] string? Issuer = null)
{
    private const string OwnPrefix = "u-";
    private const string IssuerPrefix = "i-";

    /// <summary>
    /// The key of this user's grain and rows. The prefix is not decoration: Orleans' ADO.NET storage reads keys that
    /// look like hexadecimal numbers or a GUID as numbers, so that <c>abc</c> and <c>ABC</c> would share one state
    /// (dotnet/orleans#9706).
    /// </summary>
    public string Key => Issuer is null ? OwnPrefix + Subject : $"{IssuerPrefix}{Issuer}-{Subject}";

    /// <summary>
    /// What a log says instead: eight bytes of SHA-256 over the key, enough to follow one user, too few to name them.
    /// </summary>
    public string LogName => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 8));

    /// <summary>
    /// Reads a key back. An issuer's name has no hyphen, so that the first one after it begins the subject.
    /// </summary>
    /// <exception cref="FormatException">The key was not made by <see cref="Key"/>.</exception>
    public static UserId FromKey(string key)
    {
        if (key.StartsWith(OwnPrefix, StringComparison.Ordinal))
        {
            return new UserId(key[OwnPrefix.Length..]);
        }

        var end = key.StartsWith(IssuerPrefix, StringComparison.Ordinal) ? key.IndexOf('-', IssuerPrefix.Length) : -1;
        return end < 0
            ? throw new FormatException("A key of a user's tasks begins with 'u-' or 'i-'.")
            : new UserId(key[(end + 1)..], key[IssuerPrefix.Length..end]);
    }

    public override string ToString() => Key;
}
