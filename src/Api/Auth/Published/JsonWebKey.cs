using System.Buffers.Text;
using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>The members of one JSON Web Key that are read, before anything is made of them.</summary>
internal sealed class JsonWebKey(JsonElement members)
{
    public string? KeyId { get; } = StrictJson.FindText(members, "kid");

    public string? Type { get; } = StrictJson.FindText(members, "kty");

    public string? Curve { get; } = StrictJson.FindText(members, "crv");

    /// <summary>The algorithm that it is pinned to, if it says so.</summary>
    public string? Algorithm { get; } = StrictJson.FindText(members, "alg");

    /// <summary>Whether it names an algorithm, in whatever form.</summary>
    public bool HasAlgorithm { get; } = members.TryGetProperty("alg", out _);

    public byte[]? X { get; } = Bytes(members, "x");

    public byte[]? Y { get; } = Bytes(members, "y");

    public byte[]? Modulus { get; } = Bytes(members, "n");

    public byte[]? Exponent { get; } = Bytes(members, "e");

    /// <summary>What two keys must share to be the same.</summary>
    public string Material => string.Join('.', new[] { X, Y, Modulus, Exponent }
        .Select(part => part is null ? "" : Convert.ToBase64String(part))
        .Prepend(Curve ?? "").Prepend(Type ?? ""));

    private static byte[]? Bytes(JsonElement members, string name)
    {
        if (StrictJson.FindText(members, name) is not { Length: > 0 } text || !Base64Url.IsValid(text))
        {
            return null;
        }

        return Base64Url.DecodeFromChars(text);
    }
}
