using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Tasks.Repeating;

/// <summary>
/// What makes two requests with one key the same: SHA-256 over method, route and id, query, <c>If-Match</c> and body.
/// The three bases are one, and the order of query parameters does not count.
/// </summary>
internal static class RequestFingerprint
{
    public static string Of(HttpContext context, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, context.Request.Method);
        foreach (var segment in context.Address().WithinTasks)
        {
            Add(hash, "/" + segment);
        }

        foreach (var pair in Query(context.Request.QueryString.Value))
        {
            Add(hash, pair);
        }

        Add(hash, "If-Match " + context.Request.Headers.IfMatch.ToString());
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Query(string? queryString)
    {
        var pairs = new List<string>();
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            pairs.Add($"?{pair.EncodedName.Length} {pair.DecodeName()}={pair.DecodeValue()}");
        }

        return pairs.Order(StringComparer.Ordinal);
    }

    /// <summary>With its length before it, so that two parts cannot pass for two others.</summary>
    private static void Add(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
