using Orleans;

namespace TaskActors;

/// <summary>What comes with every write, whatever it writes.</summary>
[GenerateSerializer, Immutable, Alias("write-request")]
public sealed record WriteRequest
{
    /// <summary>A write without conditions.</summary>
    public static WriteRequest Plain { get; } = new();

    /// <summary>From <c>If-Match</c>; null when there was none.</summary>
    [Id(0)]
    public Precondition? Precondition { get; init; }

    /// <summary>From <c>Idempotency-Key</c>; null when there was none.</summary>
    [Id(1)]
    public string? IdempotencyKey { get; init; }

    /// <summary>SHA-256 over method, route, id, query, precondition and body, where there is a key.</summary>
    [Id(2)]
    public string? Fingerprint { get; init; }

    /// <summary>The body's length in bytes: what the call weighs while it waits for its turn.</summary>
    [Id(3)]
    public int Bytes { get; init; }
}
