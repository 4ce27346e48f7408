using System.Collections.Immutable;

namespace TaskActors.MovingIn;

/// <summary>
/// A row as a task, with what was found wrong in it: what <c>--fix</c> may cut, and what nobody can mend.
/// </summary>
internal sealed class SourceTask
{
    // The largest number that a browser counts exactly; the next id must be one too.
    private const long IdMax = (1L << 53) - 2;

    private readonly SourceRow _row;
    private readonly List<string> _cut = [];
    private readonly List<string> _lost = [];

    /// <param name="row">The row.</param>
    /// <param name="now">The time that counts where the row has none.</param>
    public SourceTask(SourceRow row, DateTimeOffset now)
    {
        _row = row;
        var created = Instant(SourceFields.CreatedAt);
        var updated = Instant(SourceFields.UpdatedAt) ?? created ?? now;
        Item = new TaskItem
        {
            Id = Id(),
            Rev = 1,
            Title = Title(),
            Description = Description(),
            CompletedAt = IsCompleted() ? updated : null,
            Priority = Priority(),
            DueDate = Due(),
            Tags = Tags(),
            Order = 0,
            CreatedAt = created ?? updated,
            UpdatedAt = updated,
        };
    }

    /// <summary>The id as the source has it.</summary>
    public string RowName => SourceTexts.Shown(_row[SourceFields.Id] ?? "");

    /// <summary>Sentences about values that were cut in <see cref="Item"/>.</summary>
    public IReadOnlyList<string> Cut => _cut;

    /// <summary>Sentences about values that cannot be kept or cut.</summary>
    public IReadOnlyList<string> Lost => _lost;

    /// <summary>The task, cut where that was needed; its place is given later.</summary>
    public TaskItem Item { get; }

    private TaskId Id()
    {
        if (!TaskId.TryParse(_row[SourceFields.Id], out var id) || id.Value > IdMax)
        {
            _lost.Add("The id is not a whole number from 1 on.");
        }

        return id;
    }

    private string Title()
    {
        var title = (_row[SourceFields.Title] ?? "").Trim();
        if (TaskRules.WhyNotTitle(title) is not { } wrong)
        {
            return title;
        }

        _cut.Add(wrong);
        var cut = SourceTexts.Cut(title, TaskRules.TitleLengthMax);
        return cut.Length > 0 ? cut : MovingInOptions.Untitled;
    }

    private string? Description()
    {
        var text = _row[SourceFields.Description];
        if (TaskRules.WhyNotDescription(text) is not { } wrong)
        {
            return text;
        }

        _cut.Add(wrong);
        return SourceTexts.Cut(text!, TaskRules.DescriptionLengthMax);
    }

    private bool IsCompleted()
    {
        var isCompleted = SourceTexts.Boolean(_row[SourceFields.Completed]);
        if (isCompleted is null)
        {
            _lost.Add("Whether it is completed is neither true nor false.");
        }

        return isCompleted ?? false;
    }

    private TaskPriority Priority()
    {
        var word = _row[SourceFields.Priority]?.Trim().ToLowerInvariant();
        if (!TaskPriorities.TryParse(string.IsNullOrEmpty(word) ? "none" : word, out var priority))
        {
            _cut.Add("The priority is not none, low, medium or high.");
        }

        return priority;
    }

    private DueDate? Due()
    {
        var text = _row[SourceFields.DueDate]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (SourceTexts.TryDue(text, out var due))
        {
            return due;
        }

        _cut.Add("The due date is neither a day nor an instant.");
        return null;
    }

    private DateTimeOffset? Instant(SourceField field)
    {
        var text = _row[field]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (SourceTexts.TryInstant(text, out var instant))
        {
            return instant;
        }

        _cut.Add($"The time in {field.Name} is no instant.");
        return null;
    }

    private ImmutableArray<string> Tags()
    {
        var read = SourceTexts.Tags(_row[SourceFields.Tags]);
        var tags = read ?? [];
        var wrong = read is null ? "The tags are not an array of texts."
            : TaskRules.WhyNotTags(tags) ?? tags.Select(TaskRules.WhyNotTag).FirstOrDefault(why => why is not null);
        if (wrong is null)
        {
            return tags;
        }

        _cut.Add(wrong);
        var cut = tags.Select(tag => SourceTexts.Cut(tag, TaskRules.TagLengthMax)).Where(tag => tag.Length > 0);
        return [.. cut.Distinct(StringComparer.Ordinal).Take(TaskRules.TagsMax)];
    }
}
