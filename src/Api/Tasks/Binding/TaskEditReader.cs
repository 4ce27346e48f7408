using System.Collections.Immutable;
using System.Text.Json;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// Reads the fields of a task from a JSON object. What a request may not set, and what nobody knows, is passed over;
/// all fields that break a rule are reported together.
/// </summary>
internal ref struct TaskEditReader
{
    private static readonly JsonRead<TaskEdit> ReadNewTask =
        static (ref json) => new TaskEditReader().Read(ref json, isNew: true);

    private static readonly JsonRead<TaskEdit> ReadEdit =
        static (ref json) => new TaskEditReader().Read(ref json, isNew: false);

    private readonly FieldErrors _errors = new();
    private TaskField _seen;
    private Optional<string> _title;
    private Optional<string?> _description;
    private Optional<bool> _completed;
    private Optional<TaskPriority> _priority;
    private Optional<DueDate?> _dueDate;
    private Optional<ImmutableArray<string>> _tags;
    private Optional<int?> _order;

    public TaskEditReader()
    {
    }

    /// <summary>The content of a new task, which needs a title.</summary>
    public static Parsed<TaskEdit> NewTask(ReadOnlySpan<byte> body) => JsonMembers.Read(body, ReadNewTask);

    /// <summary>What changes in a task.</summary>
    public static Parsed<TaskEdit> Edit(ReadOnlySpan<byte> body) => JsonMembers.Read(body, ReadEdit);

    private Parsed<TaskEdit> Read(ref Utf8JsonReader json, bool isNew)
    {
        json.Read();
        var isObject = json.TokenType == JsonTokenType.StartObject;
        while (isObject && json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var field = TaskFields.At(ref json);
            if (field != TaskField.Unknown && (_seen & field) != TaskField.Unknown)
            {
                return RequestProblems.DuplicateMember(TaskFields.Name(field));
            }

            _seen |= field;
            json.Read();
            ReadField(ref json, field);
        }

        // Reads on to the end, so that a broken rest is found before anything else is said.
        json.Skip();
        json.Read();
        return isObject ? Finish(isNew) : RequestProblems.BodyNotObject;
    }

    private Parsed<TaskEdit> Finish(bool isNew)
    {
        if (isNew && (_seen & TaskField.Title) == TaskField.Unknown)
        {
            _errors.AddFirst("/title", "A new task needs a title.");
        }

        return _errors.Any ? RequestProblems.InvalidFields(_errors.All) : new TaskEdit
        {
            Title = _title,
            Description = _description,
            Completed = _completed,
            Priority = _priority,
            DueDate = _dueDate,
            Tags = _tags,
            Order = _order,
        };
    }

    private void ReadField(ref Utf8JsonReader json, TaskField field)
    {
        switch (field)
        {
            case TaskField.Title when TaskFields.Title(ref json, _errors) is { } title:
                _title = Optional.Of(title);
                break;
            case TaskField.Description:
                _description = Optional.Of(TaskFields.Description(ref json, _errors));
                break;
            case TaskField.Completed:
                _completed = Optional.Of(TaskFields.Completed(ref json, _errors));
                break;
            case TaskField.Priority:
                _priority = Optional.Of(TaskFields.Priority(ref json, _errors));
                break;
            case TaskField.DueDate:
                _dueDate = Optional.Of(TaskFields.DueDate(ref json, _errors));
                break;
            case TaskField.Tags:
                _tags = Optional.Of(TaskFields.Tags(ref json, _errors));
                break;
            case TaskField.Order:
                _order = Optional.Of(TaskFields.Order(ref json, _errors));
                break;
        }

        // A value of another kind than expected may be an array or an object, and is not read.
        json.Skip();
    }
}
