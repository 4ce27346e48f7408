using System.Text.Json;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// Reads the body of <c>/complete</c>. The original's has none, and toggles; <c>{"completed": true}</c> sets, and is
/// safe to repeat.
/// </summary>
internal static class CompletionReader
{
    private static readonly JsonRead<Completion> ReadJson = Read;

    public static Parsed<Completion> Read(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? Completion.Toggled : JsonMembers.Read(body, ReadJson);

    private static Parsed<Completion> Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            json.Skip();
            json.Read();
            return RequestProblems.BodyNotObject;
        }

        var isObject = json.TokenType == JsonTokenType.StartObject;
        Completion? completion = null;
        var errors = new FieldErrors();
        while (isObject && json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var isCompleted = TaskFields.At(ref json) == TaskField.Completed;
            if (isCompleted && completion is not null)
            {
                return RequestProblems.DuplicateMember("completed");
            }

            json.Read();
            if (isCompleted)
            {
                completion = Set(json.TokenType, errors);
            }

            json.Skip();
        }

        json.Read();
        return errors.Any ? RequestProblems.InvalidFields(errors.All) : completion ?? Completion.Toggled;
    }

    private static Completion Set(JsonTokenType value, FieldErrors errors)
    {
        if (value is not (JsonTokenType.True or JsonTokenType.False))
        {
            // Null would say "false" elsewhere and "toggle" here: too close to guess.
            errors.Add("/completed", "completed must be true or false.");
        }

        return new Completion(value == JsonTokenType.True);
    }
}

/// <summary>What a task's completion shall be; null toggles it.</summary>
internal sealed record Completion(bool? Completed)
{
    public static Completion Toggled { get; } = new((bool?)null);
}
