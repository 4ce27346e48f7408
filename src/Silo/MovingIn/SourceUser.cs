using System.Collections.Immutable;

namespace TaskActors.MovingIn;

/// <summary>All that the source has of one user: the tasks as they would be stored, and what is wrong.</summary>
internal sealed class SourceUser(string? subject, MovingInOptions options)
{
    private const int FindingsMax = 20;

    private readonly List<TaskItem> _items = [];
    private readonly List<string> _findings = [];
    private readonly HashSet<TaskId> _ids = [];
    private long _textBytes;

    /// <summary>Null for rows that belong to nobody.</summary>
    public string? Subject => subject;

    /// <summary>How people see the user.</summary>
    public string Name => subject is null ? "(nobody)" : SourceTexts.Shown(subject);

    public int Rows { get; private set; }

    /// <summary>Rows that cannot be kept as they are.</summary>
    public int BadRows { get; private set; }

    /// <summary>Rows that were cut.</summary>
    public int CutRows { get; private set; }

    /// <summary>Sentences about single rows; not more than a person reads.</summary>
    public IEnumerable<string> Findings => _findings.Count <= FindingsMax
        ? _findings
        : _findings.Take(FindingsMax).Append("(and more rows of this user)");

    /// <summary>Takes a row in; of a list that is too long, only the number is kept.</summary>
    public void Add(SourceRow row, DateTimeOffset now)
    {
        Rows++;
        if (_items.Count > options.Limits.TasksMax)
        {
            return;
        }

        var task = new SourceTask(row, now);
        if (task.Lost.Count == 0 && !_ids.Add(task.Item.Id))
        {
            Note(task, ["The id stands twice."]);
            BadRows++;
        }

        Note(task, [.. task.Lost, .. task.Cut]);
        BadRows += task.Lost.Count > 0 || (task.Cut.Count > 0 && !options.FixesRows) ? 1 : 0;
        CutRows += task.Cut.Count > 0 && options.FixesRows ? 1 : 0;
        _textBytes += task.Item.TextBytes;
        _items.Add(task.Item);
    }

    /// <summary>Half a sentence about why the user cannot be moved in whatever the target holds, or null.</summary>
    public string? WhyNot() =>
        subject is null ? $"{Rows} rows belong to no user"
        : !options.IsSubject(subject) ? "no token can have this user id"
        : _items.Count > options.Limits.TasksMax
            ? $"tasks_limit: {Rows} tasks, and at most {options.Limits.TasksMax} are allowed"
        : BadRows > 0 ? $"{BadRows} of {Rows} rows break a rule" + (options.FixesRows ? "" : "; --fix cuts what it can")
        : _textBytes > options.Limits.TextBytesMax
            ? $"bytes_limit: {_textBytes} bytes of text, and at most {options.Limits.TextBytesMax} are allowed"
        : null;

    /// <summary>The tasks in order of id, each with its place in the list.</summary>
    public ImmutableArray<TaskItem> Tasks() =>
    [
        .. _items.OrderBy(task => task.Id)
            .Select((task, at) => task with { Order = (at + 1) * TaskRules.OrderStep }),
    ];

    private void Note(SourceTask task, ImmutableArray<string> sentences)
    {
        if (_findings.Count <= FindingsMax)
        {
            _findings.AddRange(sentences.Select(sentence => $"row {task.RowName}: {sentence}"));
        }
    }
}
