using System.Numerics;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>Makes a key of the numbers in a JSON Web Key, if they are a key of good strength.</summary>
internal static class KeyMaterial
{
    private const int ModulusBitsMin = 2_048;

    // Verifying takes the longer the larger a key is, and it is an issuer that chooses.
    private const int ModulusBitsMax = 8_192;
    private const int ExponentBitsMax = 64;

    /// <summary>
    /// The public numbers alone: what else may stand in a JSON Web Key, such as certificates, would choose another key.
    /// </summary>
    public static JsonWebKey Read(JsonElement members) => new()
    {
        Kty = StrictJson.FindText(members, "kty"),
        Crv = StrictJson.FindText(members, "crv"),
        X = StrictJson.FindText(members, "x"),
        Y = StrictJson.FindText(members, "y"),
        N = StrictJson.FindText(members, "n"),
        E = StrictJson.FindText(members, "e"),
    };

    /// <summary>What two keys must share to be the same.</summary>
    public static string Identity(JsonWebKey key) => string.Join('.', key.Kty, key.Crv, key.X, key.Y, key.N, key.E);

    public static SecurityKey? TryMake(JsonWebKey key)
    {
        try
        {
            return key.Kty switch
            {
                "OKP" => Ed25519SecurityKey.TryCreate(Base64UrlEncoder.DecodeBytes(key.X)),
                "RSA" when !IsStrong(key) => null,
                _ => JsonWebKeyConverter.TryConvertToSecurityKey(key, out var converted) ? converted : null,
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // A number is missing, or is not base64url.
            return null;
        }
    }

    private static bool IsStrong(JsonWebKey key)
    {
        var n = NumberOf(key.N);
        var e = NumberOf(key.E);
        return n.GetBitLength() is >= ModulusBitsMin and <= ModulusBitsMax && !n.IsEven
            && e.GetBitLength() <= ExponentBitsMax && e > 2 && !e.IsEven;
    }

    private static BigInteger NumberOf(string text) =>
        new(Base64UrlEncoder.DecodeBytes(text), isUnsigned: true, isBigEndian: true);
}
