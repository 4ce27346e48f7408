using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskActors.Api.Auth;

namespace TaskActors.Bench.Tokens;

/// <summary>One algorithm: good tokens, our handler, the memory of verified tokens, and the stock handler.</summary>
internal sealed class Candidate
{
    private const int TokensCount = 1_000;

    private const string Payload =
        """{"iat":1,"name":"Ada","email":"a@example.com","sub":"0000-kRz8vQ2LpXb4nYwT6mJc9sGdHf","exp":4000000000}""";

    private static readonly JsonWebTokenHandler Stock = new();

    private readonly string[] _tokens;
    private readonly RememberedTokens _remembered;
    private readonly BetterAuthTokenHandler _handler;
    private readonly TokenValidationParameters? _stock;
    private int _next;

    private Candidate(Signer signer)
    {
        Name = signer.Name;
        _tokens = [.. Enumerable.Range(0, TokensCount).Select(number => Token(signer, number))];
        var options = Options.Create(new TokenOptions
        {
            Secrets = signer.Secret is { } secret ? [new SharedSecret("secret", secret, "bench")] : [],
            RememberedMax = 2 * TokensCount,
        });
        _remembered = new RememberedTokens(options, TimeProvider.System);
        _handler = new BetterAuthTokenHandler(
            new SigningAlgorithms(new SecretKeys(options), Published(signer)),
            _remembered,
            TimeProvider.System,
            NullLogger<BetterAuthTokenHandler>.Instance);
        _stock = signer.StockKey is null ? null : new TokenValidationParameters
        {
            IssuerSigningKey = signer.StockKey,
            ValidateIssuer = false,
            ValidateAudience = false,
        };
    }

    public string Name { get; }

    public bool CanStock => _stock is not null;

    public static IEnumerable<Candidate> All() => Signer.All().Select(signer => new Candidate(signer));

    /// <summary>Every time as if the token had never been seen.</summary>
    public async Task<bool> VerifyColdAsync() =>
        (await _handler.ValidateTokenAsync(Next(), new TokenValidationParameters())).IsValid;

    public Task<bool> VerifyRememberedAsync() => Task.FromResult(_remembered.TryFind(_tokens[0], out _));

    public async Task<bool> VerifyByStockAsync() => (await Stock.ValidateTokenAsync(Next(), _stock)).IsValid;

    private static FixedKeys? Published(Signer signer)
    {
        if (signer.Jwk is null)
        {
            return null;
        }

        var json = Encoding.UTF8.GetBytes($"{{\"keys\":[{signer.Jwk}]}}");
        var reader = new JsonWebKeys(NullLogger<JsonWebKeys>.Instance);
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
            string algorithm, string? keyId, string? issuer, CancellationToken cancellation) =>
            new(keys.Find(algorithm, keyId));
    }
}
