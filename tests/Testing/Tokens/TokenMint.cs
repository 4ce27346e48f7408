using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Testing.Tokens;

/// <summary>Makes tokens byte by byte, good ones and every kind of forged one: it checks nothing.</summary>
public sealed class TokenMint(string secret)
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    public string Secret => secret;

    /// <summary>A token of these two texts, signed as it should be.</summary>
    public string Sign(string header, string payload) =>
        Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public string Sign(byte[] header, byte[] payload) => SignParts(Part(header), Part(payload));

    /// <summary>Signs two parts as they are, however they were encoded.</summary>
    public string SignParts(string header, string payload) =>
        $"{header}.{payload}.{Part(Signature($"{header}.{payload}"))}";

    /// <summary>The 32 bytes that belong to a text.</summary>
    public byte[] Signature(string text) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));

    /// <summary>A token with the usual header.</summary>
    public string SignPayload(string payload) => Sign(Header, payload);

    public static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Part(string text) => Part(Encoding.UTF8.GetBytes(text));
}
