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
        string algorithm, string? keyId, CancellationToken cancellation)
    {
        if (All is [var only])
        {
            return only.FindAsync(algorithm, keyId, cancellation);
        }

        // Two issuers may give the same id to different keys: the signature tells which it was.
        ImmutableArray<SigningKey> known = [.. All.SelectMany(keys => keys.Find(algorithm, keyId))];
        return known.IsEmpty ? new(AwaitAnyAsync(algorithm, keyId, cancellation)) : new(known);
    }

    /// <summary>Asks all, and takes the first that has it: an issuer that hangs delays nobody else's tokens.</summary>
    private async Task<ImmutableArray<SigningKey>> AwaitAnyAsync(
        string algorithm, string? keyId, CancellationToken cancellation)
    {
        var searches = All.Select(keys => keys.FindAsync(algorithm, keyId, cancellation).AsTask()).ToArray();
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
