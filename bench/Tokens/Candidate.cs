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
    private const string Payload =
        """{"iat":1,"name":"Ada","email":"ada@example.com","sub":"kRz8vQ2LpXb4nYwT6mJc9sGdHf1aEu3o","exp":4000000000}""";

    private static readonly JsonWebTokenHandler Stock = new();

    private readonly TokenOptions _options = new();
    private readonly FixedKeys? _published;
    private readonly TokenVerifier _remembering;
    private readonly string _token;
    private readonly TokenValidationParameters? _stock;

    private Candidate(Signer signer, IEd25519Verifier ed25519)
    {
        Name = signer.Name;
        var signed = $"{Part($"{{\"alg\":\"{signer.Algorithm}\",\"kid\":\"1\"}}")}.{Part(Payload)}";
        _token = $"{signed}.{Base64Url.EncodeToString(signer.Sign(Encoding.ASCII.GetBytes(signed)))}";
        if (signer.Secret is { } secret)
        {
            _options.Secrets = [new SharedSecret("secret", secret, "bench")];
        }
        else
        {
            var reader = new JsonWebKeys(ed25519, NullLogger<JsonWebKeys>.Instance);
            var json = Encoding.UTF8.GetBytes($"{{\"keys\":[{signer.Jwk}]}}");
            _published = new FixedKeys(new PublishedKeys(reader.TryRead(json, new TokenRules())!.Value));
        }

        _remembering = NewVerifier();
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
    public async Task<bool> VerifyColdAsync() => (await NewVerifier().VerifyAsync(_token, default)).Refusal is null;

    public async Task<bool> VerifyRememberedAsync() => (await _remembering.VerifyAsync(_token, default)).Refusal is null;

    public async Task<bool> VerifyByStockAsync() => (await Stock.ValidateTokenAsync(_token, _stock)).IsValid;

    private TokenVerifier NewVerifier()
    {
        var options = Options.Create(_options);
        return new TokenVerifier(
            new SigningAlgorithms(new SecretKeys(options), _published),
            new RememberedTokens(options, TimeProvider.System),
            TimeProvider.System);
    }

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private sealed class FixedKeys(PublishedKeys keys) : IKeySet
    {
        public ValueTask<ImmutableArray<SigningKey>> FindAsync(
            string algorithm, string? keyId, CancellationToken cancellation) => new(keys.Find(algorithm, keyId));
    }
}
