using System.Collections.Immutable;

namespace TaskActors.Tests.Abuse;

/// <summary>Somebody in whose name requests are made up: a token, and a word that is in every task of theirs.</summary>
/// <param name="Name">The subject of the token.</param>
/// <param name="Token">A good one.</param>
/// <param name="Canary">No answer to anybody else may hold it.</param>
internal sealed record FuzzedUser(string Name, string Token, string Canary)
{
    private const int LinksKept = 16;

    private ImmutableArray<string> _links = [];

    /// <summary>Addresses of next pages that this user was told of: others may try them too.</summary>
    public ImmutableArray<string> Links => _links;

    public void Remember(string link) => ImmutableInterlocked.Update(
        ref _links, (links, added) => links.Length < LinksKept ? links.Add(added) : links.RemoveAt(0).Add(added), link);
}
