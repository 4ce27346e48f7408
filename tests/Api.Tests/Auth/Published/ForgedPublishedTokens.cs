using TaskActors.Testing.Tokens;
using TaskActors.Tests.Auth.Ed25519;

namespace TaskActors.Tests.Auth;

/// <summary>What somebody may try where keys are published, beside the tokens that are forged everywhere.</summary>
internal sealed class ForgedPublishedTokens(Uri attacker)
{
    private readonly TestKey _es = TestKey.Of("ES256");
    private readonly TestKey _ed = TestKey.Of("EdDSA");
    private readonly TestKey _ps = TestKey.Of("PS256");
    private readonly TestKey _encrypting = TestKey.Of("ES256");
    private readonly TestKey _foreign = TestKey.Of("ES256");

    /// <summary>The key that signs the common table.</summary>
    public TestKey Genuine => _es;

    /// <summary>What the issuer publishes.</summary>
    public string[] Published =>
    [
        _es.Jwk, _es.WithId("k"), _ed.WithId("ed"), _ps.With(",\"alg\":\"RS256\",\"kid\":\"rs\""),
        _encrypting.With(",\"use\":\"enc\",\"kid\":\"enc\""),
    ];

    public IEnumerable<ForgedToken> All(DateTimeOffset now) =>
    [
        .. ForgedTokens.All(_es.Mint(), now), .. Signatures(), .. OtherKeys(), .. BroughtAlong(now), .. Cookies(now),
    ];

    private IEnumerable<ForgedToken> Signatures() => OfCurve().Concat(OfEdwards()).Concat(OfRsa());

    private IEnumerable<ForgedToken> OfCurve()
    {
        var token = _es.Token("k");
        var right = SignatureOf(token);
        var (r, s) = (right[..32], right[32..]);
        return
        [
            With("ES256 in DER", token, [0x30, 0x44, 0x02, 0x20, .. r, 0x02, 0x20, .. s]),
            With("ES256 with r = s = 0", token, new byte[64]),
            With("ES256 with r = 0", token, [.. new byte[32], .. s]),
            With("ES256 with s = 0", token, [.. r, .. new byte[32]]),
            With("ES256 with r and s swapped", token, [.. s, .. r]),
            With("ES256 of all ones", token, [.. Enumerable.Repeat((byte)0xFF, 64)]),
            With("ES256 with a byte before", token, [0, .. right]),
            With("ES256 with zeros within", token, [0, .. r, 0, .. s]),
        ];
    }

    private IEnumerable<ForgedToken> OfEdwards()
    {
        var token = _ed.Token("ed");
        var right = SignatureOf(token);
        return
        [
            With("EdDSA with S raised by L", token, TestSigner.Raise(right)),
            With("EdDSA of zeros", token, new byte[64]),
            With("EdDSA with the neutral R", token, [1, .. new byte[63]]),
            With("EdDSA cut", token, right[..63]),
            With("EdDSA with a byte after", token, [.. right, 0]),
            With("EdDSA of another token", token, SignatureOf(_ed.Token("ed", Mallory))),
        ];
    }

    /// <summary>Of a key for which there is no good token: it signs what it is not pinned to.</summary>
    private IEnumerable<ForgedToken> OfRsa()
    {
        var token = _ps.Token("rs", algorithm: "RS256");
        yield return With("RS256 of zeros", token, new byte[256]) with { Original = null };
        yield return With("RS256 of one", token, [.. new byte[255], 1]) with { Original = null };
    }

    private IEnumerable<ForgedToken> OtherKeys()
    {
        foreach (var algorithm in new[] { "ES384", "ES512", "EdDSA", "Ed25519", "RS256", "PS256", "HS256", "ES256K" })
        {
            yield return new($"{algorithm} with the key of ES256", _es.Token("k", algorithm: algorithm))
            {
                Original = _es.Token("k"),
            };
        }

        yield return new("PS256 with a key pinned to RS256", _ps.Token("rs"));
        yield return new("PS256 called RS256", _ps.Token("rs", algorithm: "RS256"));
        yield return new("Ed448 with a key of Ed25519", _ed.Token("ed", algorithm: "Ed448"))
        {
            Original = _ed.Token("ed"),
        };
        yield return new("a key for encryption", _encrypting.Token("enc"));
        yield return new("a foreign key under a known id", _foreign.Token("k"));
        yield return new("a foreign key without an id", _foreign.Token(null));
        yield return new("the right key under the id of another", _es.Token("ed"));
        yield return new("the right key under an id in capitals", _es.Token("K"));
        string[] ids = ["", " ", "k ", "../../../dev/null", "k' OR '1'='1", "http://127.0.0.1:1", "k\\u0000"];
        foreach (var id in ids)
        {
            yield return new($"the right key under the id '{id}'", _es.Token(id));
        }
    }

    /// <summary>Keys that a token brings along, genuine in themselves.</summary>
    private IEnumerable<ForgedToken> BroughtAlong(DateTimeOffset now)
    {
        var payload = $"{TokenPayload.Good(now)}";
        string[] members =
        [
            $"\"jwk\":{_foreign.Jwk}", $"\"jku\":\"{attacker}\"", $"\"x5u\":\"{attacker}\"", "\"x5c\":[\"AAAA\"]",
            $"\"jwk\":{_foreign.WithId("k")},\"kid\":\"k\"", $"\"JKU\":\"{attacker}\"",
        ];
        return members.Select((member, index) => new ForgedToken(
            $"brings {member.Split(':')[0]} along ({index})",
            _foreign.Mint().SignExactly($"{{\"alg\":\"ES256\",{member}}}", payload)));
    }

    /// <summary>As Better Auth signs its session cookie with the published key.</summary>
    private IEnumerable<ForgedToken> Cookies(DateTimeOffset now)
    {
        foreach (var (key, id) in new[] { (_es, "k"), (_ed, "ed") })
        {
            foreach (var type in new[] { "better-auth.session-cache+jwt", "at+jwt" })
            {
                var header = $$"""{"alg":"{{key.Algorithm}}","kid":"{{id}}","typ":"{{type}}"}""";
                var token = key.Mint().SignExactly(header, $"{TokenPayload.Good(now)}");
                yield return new($"of the type {type}, by {key.Algorithm}", token)
                {
                    Original = key.Token(id),
                };
            }
        }
    }

    private static TokenPayload Mallory(TokenPayload payload) => payload.With("sub", "\"mallory\"");

    private static byte[] SignatureOf(string token) =>
        System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));

    private static ForgedToken With(string name, string token, byte[] signature) =>
        new(name, $"{token[..token.LastIndexOf('.')]}.{TokenMint.Part(signature)}") { Original = token };
}
