using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>
/// An <c>If-Match</c> header (RFC 9110, section 13.1.1): what the caller believes to be current. Tags of another form
/// than ours, and weak ones, can match nothing and are left out.
/// </summary>
[GenerateSerializer, Immutable, Alias("precondition")]
public sealed record Precondition
{
    /// <summary>Whether it was <c>*</c>: anything that exists will do.</summary>
    [Id(0)]
    public bool IsAny { get; init; }

    [Id(1)]
    public ImmutableArray<long> Revs { get; init; } = [];

    public bool Holds(long rev) => IsAny || Revs.Contains(rev);
}
