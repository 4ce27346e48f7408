using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Testing.Tokens;

/// <summary>Tokens whose header asks for what must not be.</summary>
internal static class ForgedHeaders
{
    private static readonly string[] WrongAlgorithms =
    [
        "\"none\"", "\"None\"", "\"NONE\"", "\"nOnE\"", "\"\"", "null", "256", "true", "[\"HS256\"]", "{}", "\"hs256\"",
        "\"Hs256\"", "\"HS256 \"", "\" HS256\"", "\"HS256\\u0000\"", "\"HS384\"", "\"HS512\"", "\"HS1\"", "\"RS256\"",
        "\"ES256\"", "\"EdDSA\"", "\"PS256\"", "\"HS256\"", "\"dir\"", "\"A256KW\"", "\"PBES2-HS256+A128KW\"",
    ];

    private static readonly string[] Forbidden =
    [
        "\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false", "\"b64\":true",
        "\"zip\":\"DEF\"", "\"enc\":\"A256GCM\"", "\"cty\":\"JWT\"", "\"cty\":null",
        "\"jku\":\"http://127.0.0.1:1/jwks\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}", "\"x5u\":\"http://127.0.0.1:1/c\"", "\"x5c\":[\"AAAA\"]",
        "\"x5t\":\"AAAA\"", "\"x5t#S256\":\"AAAA\"",
    ];

    private static readonly string[] WrongTypes =
    [
        "\"at+jwt\"", "\"better-auth.session-cache+jwt\"", "\"JWS\"", "\"JOSE\"", "\"jwt\"", "\"JWT \"", "\"\"",
        "null", "1", "[\"JWT\"]", "\"application/jwt\"", "\"secevent+jwt\"", "\"dpop+jwt\"",
    ];

    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        var payload = TokenPayload.Good(now).ToString();
        yield return new("alg missing", mint.Sign("""{"typ":"JWT"}""", payload));
        yield return new("alg under another name", mint.Sign("""{"Alg":"HS256"}""", payload));
        foreach (var algorithm in WrongAlgorithms.Where(wrong => wrong != $"\"{mint.Algorithm}\""))
        {
            yield return new($"alg {algorithm}", mint.SignExactly($"{{\"alg\":{algorithm},\"typ\":\"JWT\"}}", payload));
        }

        foreach (var member in Forbidden)
        {
            yield return new($"header with {member}", mint.Sign($"{{\"alg\":\"HS256\",{member}}}", payload));
        }

        foreach (var type in WrongTypes)
        {
            yield return new($"typ {type}", mint.Sign($"{{\"alg\":\"HS256\",\"typ\":{type}}}", payload));
        }

        foreach (var id in new[] { "1", "null", "[\"a\"]", "{}", "true", "\"\\ud800\"" })
        {
            yield return new($"kid {id}", mint.Sign($"{{\"alg\":\"HS256\",\"kid\":{id}}}", payload));
        }

        foreach (var forged in Malformed(mint, payload).Concat(SignedByAnotherAlgorithm(payload)))
        {
            yield return forged;
        }
    }

    private static IEnumerable<ForgedToken> Malformed(TokenMint mint, string payload)
    {
        yield return new("header twice alg", mint.Sign("""{"alg":"HS256","alg":"HS256"}""", payload));
        yield return new("header alg none, then HS256", mint.Sign("""{"alg":"none","alg":"HS256"}""", payload));
        yield return new("header alg spelt twice", mint.Sign("""{"alg":"HS256","\u0061lg":"none"}""", payload));
        yield return new("header twice inside", mint.Sign("""{"alg":"HS256","a":{"b":1,"b":2}}""", payload));
        yield return new("header is a list", mint.Sign("""["HS256"]""", payload));
        yield return new("header is a text", mint.Sign("\"HS256\"", payload));
        yield return new("header is null", mint.Sign("null", payload));
        yield return new("header is two objects", mint.Sign("""{"alg":"HS256"}{}""", payload));
        yield return new("header with a comment", mint.Sign("""{"alg":"HS256"/**/}""", payload));
        yield return new("header with a trailing comma", mint.Sign("""{"alg":"HS256",}""", payload));
        yield return new("header with single quotes", mint.Sign("{'alg':'HS256'}", payload));
        yield return new("header after a byte order mark", mint.Sign("\uFEFF{\"alg\":\"HS256\"}", payload));
        yield return new("header with bytes after it", mint.Sign("{\"alg\":\"HS256\"}\0", payload));
        yield return new("header that is not UTF-8", mint.Sign(
            [.. "{\"alg\":\"HS256\",\"a\":\""u8, 0xFF, .. "\"}"u8], Encoding.UTF8.GetBytes(payload)));
        yield return new("header too deep", mint.Sign(
            $"{{\"alg\":\"HS256\",\"a\":{new string('[', 200)}{new string(']', 200)}}}", payload));
    }

    /// <summary>Genuine signatures of algorithms that no key of this server has.</summary>
    private static IEnumerable<ForgedToken> SignedByAnotherAlgorithm(string payload)
    {
        using var rsa = RSA.Create(2_048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rs = Signed("RS256");
        var ps = Signed("PS256");
        var es = Signed("ES256");
        yield return new("signed by RS256", With(rs, rsa.SignData(
            Bytes(rs), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        yield return new("signed by PS256", With(ps, rsa.SignData(
            Bytes(ps), HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        yield return new("signed by ES256", With(es, curve.SignData(Bytes(es), HashAlgorithmName.SHA256)));
        yield return new("ES256 of nothing but zeros", With(es, new byte[64]));
        yield return new("EdDSA of nothing but zeros", With(Signed("EdDSA"), new byte[64]));

        string Signed(string algorithm) =>
            $"{TokenMint.Part($"{{\"alg\":\"{algorithm}\",\"kid\":\"1\"}}")}.{TokenMint.Part(payload)}";

        static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

        static string With(string signed, byte[] signature) => $"{signed}.{TokenMint.Part(signature)}";
    }
}
