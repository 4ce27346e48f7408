using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Api.Auth.Ed25519;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Wycheproof's JSON web signatures. They sign any bytes, not claims: so a signature passes if the token is refused
/// only for what it says.
/// </summary>
public sealed class WycheproofTests(ITestOutputHelper output)
{
    private static readonly TokenRefusal[] AfterTheSignature =
        [TokenRefusal.PayloadNotJson, TokenRefusal.SubjectMissing, TokenRefusal.TypeNotAllowed];

    [SkippableFact]
    public async Task No_wrong_signature_passes_and_right_ones_do()
    {
        var (passed, wrong, stricter) = (0, new List<string>(), new List<string>());
        var groups = TestVectors.Read("json_web_signature_test.json").GetProperty("testGroups");
        foreach (var group in groups.EnumerateArray())
        {
            // Two of the vectors that should be invalid are, letter for letter, the valid one of their group.
            var valid = group.GetProperty("tests").EnumerateArray().Where(IsValid).Select(TokenOf).ToList();
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var refusal = await RefusalAsync(group, TokenOf(test));
                var isPassed = refusal is null || AfterTheSignature.Contains(refusal.Value);
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

    private static async Task<TokenRefusal?> RefusalAsync(JsonElement group, string token)
    {
        if (group.TryGetProperty("public", out var published))
        {
            var reader = new JsonWebKeys(new ManagedEd25519(), NullLogger<JsonWebKeys>.Instance);
            var keys = reader.TryRead(Encoding.UTF8.GetBytes($"{{\"keys\":[{published}]}}"), new TokenRules())!.Value;
            var options = Options.Create(new TokenOptions());
            var verifier = new TokenVerifier(
                new SigningAlgorithms(new SecretKeys(options), new FixedKeys(keys)),
                new RememberedTokens(options, TimeProvider.System),
                TimeProvider.System);
            return (await verifier.VerifyAsync(token, CancellationToken.None)).Refusal;
        }

        return RefusalOfSecret(group.GetProperty("private").GetProperty("k").GetString()!, token);
    }

    /// <summary>These secrets are bytes that no text has, so they go in below the options.</summary>
    private static TokenRefusal? RefusalOfSecret(string secret, string token)
    {
        TokenHeader? header = null;
        if ((CompactToken.Read(token, out var parts) ?? TokenHeader.Read(parts.Header, out header)) is { } malformed)
        {
            return malformed;
        }

        var key = new SecretKey(Base64Url.DecodeFromChars(secret)) { Rules = new TokenRules() };
        return header!.Algorithm != "HS256" ? TokenRefusal.AlgorithmNotAllowed
            : key.HasSigned(parts.Signed, parts.Signature) ? null
            : TokenRefusal.SignatureWrong;
    }

    private sealed class FixedKeys(ImmutableArray<PublishedKey> keys) : IKeySet
    {
        public ValueTask<ImmutableArray<SigningKey>> FindAsync(
            string algorithm, string? keyId, CancellationToken cancellation) =>
            new(new PublishedKeys(keys).Find(algorithm, keyId));
    }
}
