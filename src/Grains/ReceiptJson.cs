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
        new Answer(answer.Rev, Row.Of(answer.Task), [.. answer.Outcomes.Select(Outcome.Of)], answer.Imported), Options);

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

    private sealed record Answer(long Rev, Row? Task, Outcome[]? Outcomes, int Imported);

    private sealed record Outcome(BatchOperationKind Kind, Row? Task)
    {
        public static Outcome Of(BatchOutcome outcome) => new(outcome.Kind, Row.Of(outcome.Task));

        public BatchOutcome ToOutcome() => new(Kind, Task?.ToTask());
    }

    private sealed record Row(
        long Id, long Rev, string Title, string? Description, string? CompletedAt, TaskPriority Priority,
        string? DueDate, string[] Tags, int Order, string CreatedAt, string UpdatedAt)
    {
        public static Row? Of(TaskItem? task) => task is null ? null : new Row(
            task.Id.Value, task.Rev, task.Title, task.Description, Text(task.CompletedAt), task.Priority,
            task.DueDate?.ToString(), [.. task.Tags], task.Order, Text(task.CreatedAt)!, Text(task.UpdatedAt)!);

        public TaskItem ToTask() => new()
        {
            Id = new TaskId(Id), Rev = Rev, Title = Title, Description = Description,
            CompletedAt = CompletedAt is null ? null : Instants.Parse(CompletedAt), Priority = Priority,
            DueDate = TaskActors.DueDate.TryParse(DueDate, out var due) ? due : null,
            Tags = ImmutableArray.Create(Tags), Order = Order,
            CreatedAt = Instants.Parse(CreatedAt), UpdatedAt = Instants.Parse(UpdatedAt),
        };

        private static string? Text(DateTimeOffset? at) => at is { } instant ? Instants.Format(instant) : null;
    }
}
