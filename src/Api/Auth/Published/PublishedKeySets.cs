using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>The published keys of all issuers. Each key brings the rules of its own issuer along.</summary>
internal sealed class PublishedKeySets : IKeySet
{
    public PublishedKeySets(IOptions<TokenOptions> options, Func<KeySource, JwksKeySet> make) =>
        All = [.. options.Value.KeySources.Select(make)];

    public ImmutableArray<JwksKeySet> All { get; }

    public ValueTask<ImmutableArray<SigningKey>> FindAsync(
        string algorithm, string? keyId, string? issuer, CancellationToken cancellation)
    {
        var asked = All.Where(keys => keys.MayVouchFor(issuer)).ToArray();
        if (asked.Length == 0)
        {
            // The token is refused for its issuer, but only if its signature is good does the log say so.
            asked = [.. All];
        }

        if (asked is [var only])
        {
            return only.FindAsync(algorithm, keyId, cancellation);
        }

        ImmutableArray<SigningKey> known = [.. asked.SelectMany(keys => keys.Find(algorithm, keyId))];
        return known.IsEmpty ? new(AwaitAnyAsync(asked, algorithm, keyId, cancellation)) : new(known);
    }

    /// <summary>Asks several, and takes the first that has it: an issuer that hangs delays no other's tokens.</summary>
    private static async Task<ImmutableArray<SigningKey>> AwaitAnyAsync(
        JwksKeySet[] asked, string algorithm, string? keyId, CancellationToken cancellation)
    {
        var searches = asked.Select(keys => keys.FindAsync(algorithm, keyId, cancellation).AsTask()).ToArray();
        await foreach (var search in Task.WhenEach(searches).WithCancellation(cancellation))
        {
            var found = await search;
            if (!found.IsEmpty)
            {
                return found;
            }
        }

        return [];
    }
}
