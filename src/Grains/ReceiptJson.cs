using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskActors;

/// <summary>A receipt's answer as the text that stores keep: lossless, and readable by an operator.</summary>
public static class ReceiptJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = TaskJson.WriterOptions.Encoder,
    };

    public static string Write(TaskResult answer) => JsonSerializer.Serialize(
        new Answer(
            answer.Rev, StoredTask.Of(answer.Task), [.. answer.Outcomes.Select(Outcome.Of)], answer.Imported),
        Options);

    /// <exception cref="FormatException">The text was not written by <see cref="Write"/>.</exception>
    public static TaskResult Read(string text)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<Answer>(text, Options) ?? throw new JsonException("null");
            return new TaskResult
            {
                Rev = answer.Rev,
                Task = answer.Task?.ToTask(),
                Outcomes = [.. (answer.Outcomes ?? []).Select(outcome => outcome.ToOutcome())],
                Imported = answer.Imported,
            };
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException("A receipt's answer cannot be read.", error);
        }
    }

    private sealed record Answer(long Rev, StoredTask? Task, Outcome[]? Outcomes, int Imported);

    private sealed record Outcome(BatchOperationKind Kind, StoredTask? Task)
    {
        public static Outcome Of(BatchOutcome outcome) => new(outcome.Kind, StoredTask.Of(outcome.Task));

        public BatchOutcome ToOutcome() => new(Kind, Task?.ToTask());
    }
}
