using System.Collections.Immutable;

namespace TaskActors;

/// <summary>The words for a <see cref="TaskPriority"/> in JSON, query strings and rows.</summary>
public static class TaskPriorities
{
    /// <summary>The words in order of urgency: the index is the number.</summary>
    public static ImmutableArray<string> Words { get; } = ["none", "low", "medium", "high"];

    public static string Word(this TaskPriority priority) => Words[(int)priority];

    public static bool TryParse(string? word, out TaskPriority priority)
    {
        var index = word is null ? -1 : Words.IndexOf(word);
        priority = (TaskPriority)Math.Max(index, 0);
        return index >= 0;
    }
}
