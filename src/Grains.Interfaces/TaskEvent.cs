using Orleans;

namespace TaskActors;

/// <summary>What a live event says. The numbers travel between nodes and must not change.</summary>
public enum TaskEventKind
{
    /// <summary>The stream is open; always the first.</summary>
    Hello = 0,

    /// <summary>What one or more revisions changed.</summary>
    Change = 1,

    /// <summary>The past is no longer known, or too large for one event: the client reads <c>changes</c>.</summary>
    Reset = 2,

    /// <summary>The stream was refused; nothing follows.</summary>
    Refused = 3,

    /// <summary>Nothing happened for a while. It says so to the front door alone, which drops it.</summary>
    Heartbeat = 4,
}

/// <summary>One live event of a user's list.</summary>
[GenerateSerializer, Immutable, Alias("task-event")]
public sealed record TaskEvent
{
    [Id(0)]
    public required TaskEventKind Kind { get; init; }

    /// <summary>
    /// The revision that a client has after taking this in: where a resumed stream begins. A hello repeats the revision
    /// that the client came with, so that a cut right after it loses nothing.
    /// </summary>
    [Id(1)]
    public long Rev { get; init; }

    /// <summary>The UTF-8 JSON of its data.</summary>
    [Id(2)]
    public byte[] Data { get; init; } = [];

    [Id(3)]
    public TaskError? Error { get; init; }
}
