using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>The names that a batch has given to tasks which it creates, so far.</summary>
internal sealed class CreatedTasks
{
    private const int NameLengthMax = 64;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    /// <summary>How many operations were read; the next one has this index.</summary>
    public int Count { get; set; }

    /// <summary>Takes the <c>ref</c> of the create that is being read; says what is wrong with it, or null.</summary>
    public string? WhyNotName(JsonElement name)
    {
        if (name.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        return text.Length is 0 or > NameLengthMax
            ? $"ref must be a string of 1 to {NameLengthMax} characters."
            : _indexes.TryAdd(text, Count) ? null : "ref names a task that an earlier operation creates.";
    }

    /// <summary>Reads a task's id, or a dollar sign and the <c>ref</c> of an earlier create.</summary>
    public bool TryRead(JsonElement id, [NotNullWhen(true)] out TaskReference? task)
    {
        task = id.ValueKind switch
        {
            JsonValueKind.Number when id.TryGetInt64(out var number) && number > 0 =>
                new TaskReference(new TaskId(number)),
            JsonValueKind.String when id.GetString() is ['$', .. var name] && _indexes.TryGetValue(name, out var at) =>
                new TaskReference(default, at),
            _ => null,
        };
        return task is not null;
    }
}
