using System.Collections.Immutable;
using System.Text.Json;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// Reads single fields of a task; each says what is wrong by adding to the errors, and its value then counts for
/// nothing.
/// </summary>
internal static class TaskFields
{
    private const string HalfPair = "The text has half of a surrogate pair.";

    /// <summary>Which field the name at the reader means.</summary>
    public static TaskField At(ref Utf8JsonReader json) =>
        json.ValueIsEscaped && !JsonMembers.TryGetText(ref json, out _) ? TaskField.Unknown
        : json.ValueTextEquals("title"u8) ? TaskField.Title
        : json.ValueTextEquals("description"u8) ? TaskField.Description
        : json.ValueTextEquals("completed"u8) ? TaskField.Completed
        : json.ValueTextEquals("priority"u8) ? TaskField.Priority
        : json.ValueTextEquals("due_date"u8) ? TaskField.DueDate
        : json.ValueTextEquals("tags"u8) ? TaskField.Tags
        : json.ValueTextEquals("order"u8) ? TaskField.Order
        : TaskField.Unknown;

    public static string Name(TaskField field) => field switch
    {
        TaskField.DueDate => "due_date",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString()),
    };

    public static string? Title(ref Utf8JsonReader json, FieldErrors errors)
    {
        var text = Text(ref json, "/title", "The title must be a string.", errors)?.Trim();
        if (text is null)
        {
            return null;
        }

        return Check(text, "/title", TaskRules.WhyNotTitle(text), errors);
    }

    public static string? Description(ref Utf8JsonReader json, FieldErrors errors)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var text = Text(ref json, "/description", "The description must be a string or null.", errors);
        return Check(text, "/description", TaskRules.WhyNotDescription(text), errors);
    }

    public static bool Completed(ref Utf8JsonReader json, FieldErrors errors)
    {
        if (json.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            errors.Add("/completed", "completed must be true, false or null.");
        }

        return json.TokenType == JsonTokenType.True;
    }

    public static TaskPriority Priority(ref Utf8JsonReader json, FieldErrors errors)
    {
        const string Rule = "The priority must be none, low, medium, high or null.";
        if (json.TokenType == JsonTokenType.Null)
        {
            return TaskPriority.None;
        }

        var word = Text(ref json, "/priority", Rule, errors);
        if (!TaskPriorities.TryParse(word, out var priority) && word is not null)
        {
            errors.Add("/priority", Rule);
        }

        return priority;
    }

    public static DueDate? DueDate(ref Utf8JsonReader json, FieldErrors errors)
    {
        const string Rule = "The due date must be a date (2026-12-01), an RFC 3339 instant, or null.";
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        // A cleared field of a form sends the empty text.
        var text = Text(ref json, "/due_date", Rule, errors);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (TaskActors.DueDate.TryParse(text, out var due))
        {
            return due;
        }

        errors.Add("/due_date", Rule);
        return null;
    }

    public static ImmutableArray<string> Tags(ref Utf8JsonReader json, FieldErrors errors)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            if (json.TokenType != JsonTokenType.Null)
            {
                errors.Add("/tags", "The tags must be an array of strings, or null.");
            }

            return [];
        }

        var tags = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; at++)
        {
            if (tags.Count <= TaskRules.TagsMax)
            {
                tags.Add(Tag(ref json, $"/tags/{at}", errors));
            }

            json.Skip();
        }

        return TagsOnce(tags.ToImmutable(), errors);
    }

    public static int? Order(ref Utf8JsonReader json, FieldErrors errors)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var order))
        {
            return order;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            errors.Add("/order", "The order must be a 32-bit integer, or null.");
        }

        return null;
    }

    private static string Tag(ref Utf8JsonReader json, string pointer, FieldErrors errors)
    {
        var tag = Text(ref json, pointer, "A tag must be a string.", errors);
        return tag is null ? pointer : Check(tag, pointer, TaskRules.WhyNotTag(tag), errors) ?? pointer;
    }

    private static ImmutableArray<string> TagsOnce(ImmutableArray<string> tags, FieldErrors errors)
    {
        if (TaskRules.WhyNotTags(tags) is { } wrong)
        {
            errors.Add("/tags", wrong);
        }

        return tags;
    }

    /// <summary>The string at the reader, or null with an error for any other value, null included.</summary>
    private static string? Text(ref Utf8JsonReader json, string pointer, string rule, FieldErrors errors)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            errors.Add(pointer, rule);
            return null;
        }

        if (JsonMembers.TryGetText(ref json, out var text))
        {
            return text;
        }

        errors.Add(pointer, HalfPair);
        return null;
    }

    private static string? Check(string? text, string pointer, string? wrong, FieldErrors errors)
    {
        if (wrong is null)
        {
            return text;
        }

        errors.Add(pointer, wrong);
        return null;
    }
}
