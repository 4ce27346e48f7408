using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Querying;

/// <summary>
/// Reads a list query. A parameter that is known and wrong, or stands twice, is an error; an unknown one is passed over
/// when reading, and refused where tasks would be deleted by it.
/// </summary>
internal sealed class TaskQueryReader
{
    private const int LimitMax = 1_000;

    private readonly FieldErrors _errors = new();
    private readonly ImmutableArray<string>.Builder _tags = ImmutableArray.CreateBuilder<string>();
    private TaskFilter _filter = TaskFilter.All;
    private QueryField _seen;
    private TaskSort _sort;
    private bool? _descending;
    private int? _limit;
    private string? _cursor;

    private TaskQueryReader()
    {
    }

    public static Parsed<TaskQuery> Query(string? queryString, UserId user)
    {
        if (string.IsNullOrEmpty(queryString))
        {
            return TaskQuery.Everything;
        }

        var reader = new TaskQueryReader();
        reader.ReadAll(queryString, QueryField.Unknown);
        return reader.FinishQuery(user);
    }

    /// <summary>
    /// Which tasks to delete: the same filters, and nothing else, because a misspelt filter would delete all.
    /// </summary>
    public static Parsed<TaskFilter> FilterOnly(string? queryString)
    {
        if (string.IsNullOrEmpty(queryString))
        {
            return TaskFilter.All;
        }

        var reader = new TaskQueryReader();
        reader.ReadAll(queryString, QueryField.Filter);
        var filter = reader.Filter();
        return reader._errors.Any ? RequestProblems.InvalidQuery(reader._errors.All) : filter;
    }

    private void ReadAll(string queryString, QueryField only)
    {
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            var name = pair.DecodeName().ToString();
            var field = QuerySpellings.Field(name);
            if (only != QueryField.Unknown && (field & only) == QueryField.Unknown)
            {
                _errors.Add($"?{name}", "Only filters may be given when tasks are deleted.");
            }
            else if (field != QueryField.Tag && (_seen & field) != QueryField.Unknown)
            {
                _errors.Add($"?{name}", $"The parameter {name} may be given only once.");
            }
            else if (!TryTake(field, name, pair.DecodeValue().ToString(), mayBeEmpty: only == QueryField.Unknown))
            {
                _errors.Add($"?{name}", Rule(field));
            }

            _seen |= field;
        }
    }

    private bool TryTake(QueryField field, string name, string value, bool mayBeEmpty) => field switch
    {
        QueryField.Text => TryTakeText(value, mayBeEmpty),
        QueryField.Sort => QuerySpellings.TrySort(value, out _sort),
        QueryField.Direction => TryTakeDirection(value),
        QueryField.Limit => TryTakeLimit(value),
        QueryField.Cursor => (_cursor = value) is not null,
        QueryField.Unknown => true,
        _ => TryTakeFilter(field, name, value),
    };

    private bool TryTakeFilter(QueryField field, string name, string value)
    {
        switch (field)
        {
            case QueryField.Status when QuerySpellings.TryStatus(name, value, out var completed):
                _filter = _filter with { Completed = completed };
                return true;
            case QueryField.Priority when TaskPriorities.TryParse(value, out var priority):
                _filter = _filter with { Priority = priority };
                return true;
            case QueryField.DueBefore when QuerySpellings.TryDue(value, out var before):
                _filter = _filter with { DueBefore = new DateTimeOffset(before.Utc) };
                return true;
            case QueryField.DueAfter when QuerySpellings.TryDue(value, out var after):
                _filter = _filter with { DueAfter = new DateTimeOffset(after.Utc) };
                return true;
            case QueryField.Tag when TaskRules.WhyNotTag(value) is null && _tags.Count < TaskRules.TagsMax:
                _tags.Add(value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An empty search field searches nothing; but it must not delete everything.</summary>
    private bool TryTakeText(string value, bool mayBeEmpty)
    {
        _filter = _filter with { Text = value.Length == 0 ? null : value };
        return mayBeEmpty || value.Length > 0;
    }

    private bool TryTakeDirection(string value)
    {
        _descending = value == "desc";
        return value is "asc" or "desc";
    }

    private bool TryTakeLimit(string value)
    {
        var parsed = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        _limit = limit;
        return parsed && limit is >= 1 and <= LimitMax;
    }

    private TaskFilter Filter() => _tags.Count == 0 ? _filter : _filter with { Tags = _tags.ToImmutable() };

    private Parsed<TaskQuery> FinishQuery(UserId user)
    {
        if (_sort.Descending && _descending == false)
        {
            _errors.Add("?order", "The minus sign of sort and order=asc contradict each other.");
        }

        var query = new TaskQuery
        {
            Filter = Filter(),
            Sort = _sort with { Descending = _descending ?? _sort.Descending },
            Limit = _limit,
        };
        if (!_errors.Any && _cursor is not null)
        {
            return TaskCursor.Read(_cursor, user, query) is { } position
                ? query with { After = position }
                : RequestProblems.InvalidCursor;
        }

        return _errors.Any ? RequestProblems.InvalidQuery(_errors.All) : query;
    }

    private static string Rule(QueryField field) => field switch
    {
        QueryField.Status => "status must be all, pending or completed; completed must be true or false.",
        QueryField.Priority => "priority must be none, low, medium or high.",
        QueryField.Tag =>
            $"tag must have 1 to {TaskRules.TagLengthMax} characters; at most {TaskRules.TagsMax} may be given.",
        QueryField.DueBefore or QueryField.DueAfter =>
            "The due date must be a date (2026-12-01) or an RFC 3339 instant.",
        QueryField.Text => "The text to search for must not be empty.",
        QueryField.Sort =>
            "sort must be created, updated, due, priority, title or order, with a minus sign for descending.",
        QueryField.Direction => "order must be asc or desc.",
        _ => $"limit must be a number from 1 to {LimitMax}.",
    };
}
