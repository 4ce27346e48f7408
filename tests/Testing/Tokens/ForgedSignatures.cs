using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Testing.Tokens;

/// <summary>Tokens that say the right things, signed by nobody or somebody else.</summary>
internal static class ForgedSignatures
{
    public static IEnumerable<ForgedToken> All(TokenMint mint, DateTimeOffset now)
    {
        var payload = TokenPayload.Good(now).ToString();
        var good = mint.SignPayload(payload);
        var signed = good[..good.LastIndexOf('.')];
        var right = mint.Signature(signed);

        yield return new("no signature", $"{signed}.");
        yield return new(
            "alg none without signature", $"{TokenMint.Part("""{"alg":"none"}""")}.{TokenMint.Part(payload)}.");
        yield return new("signature one byte short", $"{signed}.{TokenMint.Part(right[..^1])}");
        yield return new("signature one byte long", $"{signed}.{TokenMint.Part([.. right, 0])}");
        yield return new("half a signature", $"{signed}.{TokenMint.Part(right[..16])}");
        yield return new("signature twice", $"{signed}.{TokenMint.Part([.. right, .. right])}");
        yield return new("signature of zeros", $"{signed}.{TokenMint.Part(new byte[right.Length])}");
        yield return new(
            "signature with a bit changed", $"{signed}.{TokenMint.Part([(byte)(right[0] ^ 1), .. right[1..]])}");
        yield return new("signature as hexadecimal", $"{signed}.{TokenMint.Part(Convert.ToHexStringLower(right))}");
        yield return new("signature as DER", $"{signed}.{TokenMint.Part([0x30, 0x22, 0x04, 0x20, .. right])}");
        yield return new(
            "SHA-256 without a key", $"{signed}.{TokenMint.Part(SHA256.HashData(Encoding.ASCII.GetBytes(signed)))}");
        yield return Swapped(mint, now, good);
        foreach (var forged in SignedWithPublicKeys(mint, payload).Concat(OfOtherSecrets(mint, payload)))
        {
            yield return forged;
        }
    }

    /// <summary>Where there is a secret: what is nearly it, and other hashes under it.</summary>
    private static IEnumerable<ForgedToken> OfOtherSecrets(TokenMint mint, string payload)
    {
        if (mint.Secret is not { } secret)
        {
            yield break;
        }

        foreach (var (name, key) in WrongKeys(secret))
        {
            yield return new($"signed with {name}", new TokenMint(key).SignPayload(payload));
        }

        var signed = $"{mint.HeaderPart}.{TokenMint.Part(payload)}";
        var key384 = HMACSHA384.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        yield return new("HS384's signature under HS256", $"{signed}.{TokenMint.Part(key384)}");
        yield return new("HS384's signature cut to 32 bytes", $"{signed}.{TokenMint.Part(key384[..32])}");
    }

    private static ForgedToken Swapped(TokenMint mint, DateTimeOffset now, string good)
    {
        var other = mint.SignPayload(TokenPayload.Good(now).With("sub", "\"somebody-else\"").ToString());
        var swapped = $"{other[..other.LastIndexOf('.')]}{good[good.LastIndexOf('.')..]}";
        return new ForgedToken("signature of another payload", swapped) { Original = good };
    }

    private static IEnumerable<(string Name, string Key)> WrongKeys(string secret) =>
    [
        ("another secret", "another secret that has enough bytes as well"),
        ("an empty key", ""),
        ("the secret and a space", secret + " "),
        ("the secret and a line feed", secret + "\n"),
        ("the secret in quotes", $"\"{secret}\""),
        ("the secret without its last letter", secret[..^1]),
        ("the secret in lower case", secret.ToLowerInvariant()),
        ("the secret in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))),
        ("Better Auth's default", "better-auth-secret-12345678901234567890"),
        ("the word secret", "secret"),
    ];

    /// <summary>The old confusion: HS256 with what everybody knows as the key.</summary>
    private static IEnumerable<ForgedToken> SignedWithPublicKeys(TokenMint mint, string payload)
    {
        using var rsa = RSA.Create(2_048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = curve.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (TokenMint.Part(point.X!), TokenMint.Part(point.Y!));
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{x}}","y":"{{y}}"}""";
        (string Name, string Key)[] keys =
        [
            ("an RSA key in PEM", rsa.ExportSubjectPublicKeyInfoPem()),
            ("an RSA key in PEM with a line feed", rsa.ExportSubjectPublicKeyInfoPem() + "\n"),
            ("an EC key in PEM", curve.ExportSubjectPublicKeyInfoPem()),
            ("a JWK", jwk),
            ("a JWK set", $$"""{"keys":[{{jwk}}]}"""),
        ];
        return keys.Concat(mint.PublicTexts).Select(key =>
            new ForgedToken($"HS256 with {key.Item1}", new TokenMint(key.Item2).SignPayload(payload)));
    }
}
