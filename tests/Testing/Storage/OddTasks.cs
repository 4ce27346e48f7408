using System.Collections.Immutable;
using static TaskActors.Testing.Samples;

namespace TaskActors.Testing;

/// <summary>Tasks that some database or format might spoil.</summary>
public static class OddTasks
{
    private const string Seedling = "\ud83c\udf31";

    /// <summary>A task with every field set.</summary>
    public static TaskItem Full { get; } = TaskOf(1, 1) with
    {
        Description = "two\nlitres",
        CompletedAt = Noon.AddTicks(1_234_560),
        Priority = TaskPriority.High,
        DueDate = DueDate.At(Noon.AddTicks(10)),
        Tags = ["home", "a,b", "\"quoted\"", Seedling, "null"],
        Order = -7,
        CreatedAt = Noon.AddTicks(9_999_990),
        UpdatedAt = Noon.AddTicks(10),
    };

    public static ImmutableDictionary<string, TaskItem> ByName { get; } =
        new Dictionary<string, TaskItem>(StringComparer.Ordinal)
        {
            ["every field"] = Full,
            ["no optional field"] = TaskOf(1, 1),
            ["scripts"] = TaskOf(1, 1, "\u6f22\u5b57 \u0639\u0631\u0628\u064a e\u0301"),
            ["odd code points"] = TaskOf(1, 1, "\ufffd \uffff \u202e \ud83d\udc68\u200d\ud83d\udc67"),
            ["signs"] = TaskOf(1, 1, "'\"\\%_;--\u2028"),
            ["white space"] = TaskOf(1, 1, "tab\tand line\nend"),
            ["empty text"] = TaskOf(1, 1) with { Description = "" },
            ["due on a day"] = DueOn(DueDate.OnDay(new DateOnly(2028, 2, 29))),
            ["due at a midnight"] = DueOn(DueDate.At(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero))),
            ["due elsewhere"] = DueOn(DueDate.At(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.FromHours(9)))),
            ["due on the first day"] = DueOn(DueDate.OnDay(DateOnly.MinValue)),
            ["due at the last instant"] = DueOn(DueDate.At(DateTimeOffset.MaxValue)),
            ["the least order"] = TaskOf(1, 1) with { Order = int.MinValue },
            ["the greatest order"] = TaskOf(1, 1) with { Order = int.MaxValue },
            ["low"] = TaskOf(1, 1) with { Priority = TaskPriority.Low },
            ["medium"] = TaskOf(1, 1) with { Priority = TaskPriority.Medium },
            ["the longest text"] = TaskOf(1, 1, Repeat(TaskRules.TitleLengthMax)) with
            {
                Description = Repeat(TaskRules.DescriptionLengthMax),
                Tags = [.. Enumerable.Range(0, TaskRules.TagsMax)
                .Select(number => number + Repeat(TaskRules.TagLengthMax - 2))],
            },
        }.ToImmutableDictionary(StringComparer.Ordinal);

    private static TaskItem DueOn(DueDate due) => TaskOf(1, 1) with { DueDate = due };

    private static string Repeat(int times) => string.Concat(Enumerable.Repeat(Seedling, times));
}
