using System.Collections.Immutable;
using Orleans;

namespace TaskActors;

/// <summary>
/// A list as rendered bytes, or why there is none. A list travels between actor and front door as UTF-8 JSON because
/// serializing the objects costs more than everything else on the way.
/// </summary>
[GenerateSerializer, Immutable, Alias("task-page")]
public sealed record TaskPage
{
    /// <summary>The user's revision at which the list was read.</summary>
    [Id(0)]
    public long Rev { get; init; }

    /// <summary>Each block holds tasks as JSON objects with commas between them; no block is empty.</summary>
    [Id(1)]
    public ImmutableArray<byte[]> Blocks { get; init; } = [];

    /// <summary>Where the next page begins, or null on the last one.</summary>
    [Id(2)]
    public TaskPosition? Next { get; init; }

    [Id(3)]
    public TaskError? Error { get; init; }

    public static TaskPage Refused(TaskError error) => new() { Error = error };
}
