using System.Runtime.InteropServices;
using System.Text.Json;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>The members of one operation as they were written, some of them undefined.</summary>
/// <param name="all">Op, id, ref, condition, body and ids, in this order.</param>
internal sealed class OperationMembers(JsonElement[] all)
{
    private const string ConditionRule = "if_match must be *, or revisions like r42.";

    public string? Word => all[0].ValueKind == JsonValueKind.String ? all[0].GetString() : null;

    public JsonElement Task => all[1];

    public JsonElement Name => all[2];

    public JsonElement Tasks => all[5];

    /// <summary>The body for the readers of single tasks, which say what is wrong with one that is none.</summary>
    public ReadOnlySpan<byte> BodyBytes =>
        all[4].ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(all[4]);

    private JsonElement Condition => all[3];

    /// <summary>Reads what <c>If-Match</c> would say; of a single revision the quotes may be left out.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public Problem? ReadCondition(out Precondition? precondition)
    {
        precondition = null;
        if (Condition.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        var text = Condition.ValueKind == JsonValueKind.String ? Condition.GetString()!.Trim() : "";
        var quoted = text is ['r', ..] && !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\"" : text;
        if (!EntityTags.TryParse(quoted, out var tags))
        {
            return RequestProblems.InvalidField("/if_match", ConditionRule);
        }

        precondition = tags.ToPrecondition();
        return null;
    }

    /// <summary>A condition that would be passed over in silence is worse than none.</summary>
    public Problem? RefuseCondition() => Condition.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
        ? null
        : RequestProblems.InvalidField("/if_match", "if_match is about one task, and this operation is not.");
}
