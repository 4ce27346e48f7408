using System.Runtime.InteropServices;
using System.Text.Json;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>Reads one task of a file: its fields by the rules of a new task, and the instants that it had.</summary>
internal static class ImportedTaskReader
{
    public static Parsed<ImportedTask> Read(JsonElement json)
    {
        var edit = TaskEditReader.NewTask(JsonMarshal.GetRawUtf8Value(json));
        if (edit.IsRefused)
        {
            return edit.Problem;
        }

        var members = JsonParts.Take(json, "created_at", "updated_at", "completed_at");
        return members.IsRefused ? members.Problem : Read(edit.Value, members.Value);
    }

    private static Parsed<ImportedTask> Read(TaskEdit content, JsonElement[] instants)
    {
        var errors = new FieldErrors();
        var created = Instant(instants[0], "created_at", errors);
        var updated = Instant(instants[1], "updated_at", errors) ?? created;
        var completed = Instant(instants[2], "completed_at", errors);
        // A file that has only the instant means a completed task; one that says otherwise is believed.
        var isCompleted = content.Completed.Or(completed is not null);
        return errors.Any ? RequestProblems.InvalidFields(errors.All) : new ImportedTask
        {
            Content = content with { Completed = Optional.Of(isCompleted) },
            CompletedAt = isCompleted ? completed ?? updated : null,
            CreatedAt = created,
            UpdatedAt = updated,
        };
    }

    private static DateTimeOffset? Instant(JsonElement json, string name, FieldErrors errors)
    {
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        // A due date is read by the same grammar, but may be a day.
        var text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        if (DueDate.TryParse(text, out var instant) && !instant.IsDay)
        {
            return new DateTimeOffset(instant.Utc, TimeSpan.Zero);
        }

        errors.Add("/" + name, $"{name} must be an RFC 3339 instant, or null.");
        return null;
    }
}
