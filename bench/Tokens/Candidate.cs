using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth;
using TaskActors.Api.Auth.Ed25519;

namespace TaskActors.Bench.Tokens;

/// <summary>One algorithm: a good token, our verifier with and without its memory, and the stock handler.</summary>
internal sealed class Candidate
{
    // More tokens than the forgetful verifier remembers, in turn: it never meets one that it knows.
    private const int TokensCount = 1_000;
    private const int ForgetfulMax = 200;

    private const string Payload =
        """{"iat":1,"name":"Ada","email":"a@example.com","sub":"0000-kRz8vQ2LpXb4nYwT6mJc9sGdHf","exp":4000000000}""";

    private static readonly JsonWebTokenHandler Stock = new();

    private readonly string[] _tokens;
    private readonly TokenVerifier _forgetful;
    private readonly TokenVerifier _remembering;
    private readonly TokenValidationParameters? _stock;
    private int _next;

    private Candidate(Signer signer, IEd25519Verifier ed25519)
    {
        Name = signer.Name;
        _tokens = [.. Enumerable.Range(0, TokensCount).Select(number => Token(signer, number))];
        _forgetful = NewVerifier(signer, ed25519, ForgetfulMax);
        _remembering = NewVerifier(signer, ed25519, 2 * TokensCount);
        _stock = signer.StockKey is null ? null : new TokenValidationParameters
        {
            IssuerSigningKey = signer.StockKey,
            ValidateIssuer = false,
            ValidateAudience = false,
        };
    }

    public string Name { get; }

    public bool CanStock => _stock is not null;

    public static IEnumerable<Candidate> All()
    {
        var managed = new ManagedEd25519();
        foreach (var signer in Signer.All())
        {
            yield return new Candidate(signer, managed);
        }

        foreach (IEd25519Verifier? verifier in new IEd25519Verifier?[] { OpenSslEd25519.TryLoad(), managed })
        {
            if (verifier is not null)
            {
                yield return new Candidate(Signer.Edwards($"EdDSA, {verifier.Name}"), verifier);
            }
        }
    }

    /// <summary>Every time as if the token had never been seen.</summary>
    public async Task<bool> VerifyColdAsync() => (await _forgetful.VerifyAsync(Next(), default)).Refusal is null;

    public async Task<bool> VerifyRememberedAsync() =>
        (await _remembering.VerifyAsync(_tokens[0], default)).Refusal is null;

    public async Task<bool> VerifyByStockAsync() => (await Stock.ValidateTokenAsync(Next(), _stock)).IsValid;

    private static TokenVerifier NewVerifier(Signer signer, IEd25519Verifier ed25519, int rememberedMax)
    {
        var options = Options.Create(new TokenOptions
        {
            Secrets = signer.Secret is { } secret ? [new SharedSecret("secret", secret, "bench")] : [],
            RememberedMax = rememberedMax,
        });
        return new TokenVerifier(
            new SigningAlgorithms(new SecretKeys(options), Published(signer, ed25519)),
            new RememberedTokens(options, TimeProvider.System),
            TimeProvider.System);
    }

    private static FixedKeys? Published(Signer signer, IEd25519Verifier ed25519)
    {
        if (signer.Jwk is null)
        {
            return null;
        }

        var json = Encoding.UTF8.GetBytes($"{{\"keys\":[{signer.Jwk}]}}");
        var reader = new JsonWebKeys(ed25519, NullLogger<JsonWebKeys>.Instance);
        return new FixedKeys(new PublishedKeys(reader.TryRead(json, new TokenRules())!.Value));
    }

    private static string Token(Signer signer, int number)
    {
        var payload = Payload.Replace("0000-", $"{number:D4}-", StringComparison.Ordinal);
        var signed = $"{Part($"{{\"alg\":\"{signer.Algorithm}\",\"kid\":\"1\"}}")}.{Part(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(signer.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private string Next() => _tokens[_next++ % TokensCount];

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private sealed class FixedKeys(PublishedKeys keys) : IKeySet
    {
        public ValueTask<ImmutableArray<SigningKey>> FindAsync(
            string algorithm, string? keyId, CancellationToken cancellation) => new(keys.Find(algorithm, keyId));
    }
}
