using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Testing.Tokens;

/// <summary>Makes tokens byte by byte, good ones and every kind of forged one: it checks nothing.</summary>
public sealed class TokenMint
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private const string AlgorithmOfTables = "\"HS256\"";

    private readonly Func<byte[], byte[]> _sign;

    public TokenMint(string secret)
        : this("HS256", bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)) => Secret = secret;

    /// <summary>Signs with a published key: wherever a table says HS256, its algorithm is meant.</summary>
    public TokenMint(string algorithm, Func<byte[], byte[]> sign)
    {
        Algorithm = algorithm;
        _sign = sign;
    }

    /// <summary>The algorithm of a genuine token.</summary>
    public string Algorithm { get; }

    /// <summary>The secret, where there is one.</summary>
    public string? Secret { get; }

    /// <summary>What everybody may know of the key, as somebody might take it for a secret.</summary>
    public IReadOnlyList<(string Name, string Text)> PublicTexts { get; init; } = [];

    public string HeaderPart => Part(OfThisAlgorithm(Encoding.UTF8.GetBytes(Header)));

    /// <summary>A token of these two texts, signed as it should be.</summary>
    public string Sign(string header, string payload) =>
        Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public string Sign(byte[] header, byte[] payload) => SignParts(Part(OfThisAlgorithm(header)), Part(payload));

    /// <summary>The same, with exactly this header.</summary>
    public string SignExactly(string header, string payload) => SignParts(Part(header), Part(payload));

    /// <summary>Signs two parts as they are, however they were encoded.</summary>
    public string SignParts(string header, string payload) =>
        $"{header}.{payload}.{Part(Signature($"{header}.{payload}"))}";

    /// <summary>The bytes that belong to a text.</summary>
    public byte[] Signature(string text) => _sign(Encoding.UTF8.GetBytes(text));

    /// <summary>A token with the usual header.</summary>
    public string SignPayload(string payload) => Sign(Header, payload);

    public static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Part(string text) => Part(Encoding.UTF8.GetBytes(text));

    private byte[] OfThisAlgorithm(byte[] header) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(header)
        .Replace(AlgorithmOfTables, $"\"{Algorithm}\"", StringComparison.Ordinal));
}
