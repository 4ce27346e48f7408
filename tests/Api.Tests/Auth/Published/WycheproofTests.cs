using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Wycheproof's JSON web signatures. They sign any bytes, not claims: so what is asked is form, header, key and
/// signature.
/// </summary>
public sealed class WycheproofTests(ITestOutputHelper output)
{
    private static readonly CryptoProviderFactory Crypto = new() { CustomCryptoProvider = new TokenCryptoProvider() };

    [SkippableFact]
    public void No_wrong_signature_passes_and_right_ones_do()
    {
        var (passed, wrong, stricter) = (0, new List<string>(), new List<string>());
        var groups = TestVectors.Read("json_web_signature_test.json").GetProperty("testGroups");
        foreach (var group in groups.EnumerateArray())
        {
            // Two of the vectors that should be invalid are, letter for letter, the valid one of their group.
            var valid = group.GetProperty("tests").EnumerateArray().Where(IsValid).Select(TokenOf).ToList();
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var refusal = RefusalOf(group, TokenOf(test));
                var isPassed = refusal is null;
                var isValid = valid.Contains(TokenOf(test), StringComparer.Ordinal);
                passed += isPassed && isValid ? 1 : 0;
                var list = isPassed && !isValid ? wrong : isValid && !isPassed ? stricter : null;
                list?.Add($"{test.GetProperty("tcId")} {test.GetProperty("comment")}: {refusal}");
            }
        }

        output.WriteLine($"{passed} passed; stricter than the vectors:");
        stricter.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(passed >= 20, $"Only {passed} right signatures passed.");

        // Empty payloads; a key pinned to another algorithm than its token's; characters that base64url has not.
        Assert.All(stricter, line => Assert.Matches("emptyPayload|Figure2[07]|InvalidCharacterInserted", line));
    }

    private static bool IsValid(JsonElement test) => test.GetProperty("result").GetString() == "valid";

    private static string TokenOf(JsonElement test) => test.GetProperty("jws").GetString()!;

    private static TokenRefusal? RefusalOf(JsonElement group, string token)
    {
        TokenHeader? header = null;
        if ((CompactToken.Read(token, out _) ?? TokenHeader.Read(PartOf(token, 0), out header)) is { } malformed)
        {
            return malformed;
        }

        var keys = KeysOf(group, header!);
        var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        return keys.IsEmpty ? TokenRefusal.KeyUnknown
            : keys.Any(key => HasSigned(key, header!.Algorithm, signed, PartOf(token, 2))) ? null
            : TokenRefusal.SignatureWrong;
    }

    private static ImmutableArray<SigningKey> KeysOf(JsonElement group, TokenHeader header)
    {
        if (group.TryGetProperty("public", out var published))
        {
            var reader = new JsonWebKeys(NullLogger<JsonWebKeys>.Instance);
            var keys = reader.TryRead(Encoding.UTF8.GetBytes($"{{\"keys\":[{published}]}}"), new TokenRules())!.Value;
            return new PublishedKeys(keys).Find(header.Algorithm, header.KeyId);
        }

        // These secrets are bytes that no text has, so they go in below the options.
        var secret = Base64Url.DecodeFromChars(group.GetProperty("private").GetProperty("k").GetString()!);
        return header.Algorithm == "HS256"
            ? [new SigningKey(new SymmetricSecurityKey(secret), new TokenRules())]
            : [];
    }

    private static bool HasSigned(SigningKey key, string algorithm, byte[] signed, byte[] signature) =>
        Crypto.CreateForVerifying(key.Material, algorithm).Verify(signed, signature);

    private static byte[] PartOf(string token, int part) => Base64Url.DecodeFromChars(token.Split('.')[part]);
}
