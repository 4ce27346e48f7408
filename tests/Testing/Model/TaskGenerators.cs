using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace TaskActors.Testing;

/// <summary>Generated histories: few ids, few titles, so that commands meet each other often.</summary>
public static class TaskGenerators
{
    private static readonly DueDate?[] DueDates =
    [
        null, TaskActors.DueDate.OnDay(new DateOnly(2026, 12, 1)),
        TaskActors.DueDate.At(new DateTimeOffset(2026, 12, 1, 10, 30, 0, TimeSpan.Zero)),
    ];

    private static readonly ImmutableArray<string>[] TagSets = [[], ["home"], ["home", "büro"]];

    public static Gen<TaskEdit> Edits { get; } =
        from title in Named(Gen.Elements("milk", "bread", "Äpfel 🍎", "a \"quoted\" \\ title"))
        from description in Named(Gen.Elements<string?>(null, "", "line\nline"))
        from completed in Named(Gen.Elements(true, false))
        from priority in Named(Gen.Elements(Enum.GetValues<TaskPriority>()))
        from due in Named(Gen.Elements(DueDates))
        from tags in Named(Gen.Elements(TagSets))
        from order in Named(Gen.Elements<int?>(null, -5, 0, 7, 1_024, int.MaxValue))
        select new TaskEdit
        {
            Title = title, Description = description, Completed = completed, Priority = priority, DueDate = due,
            Tags = tags, Order = order,
        };

    public static Gen<TaskCommand> Commands { get; } =
        from command in Gen.Frequency(
            (5, from edit in Edits select (TaskCommand)new TaskCommand.Create(WithTitle(edit))),
            (5, from id in Ids from edit in Edits select (TaskCommand)new TaskCommand.Edit(id, edit)),
            (5, from id in Ids
                from to in Gen.Elements<bool?>(null, true, false)
                select (TaskCommand)new TaskCommand.Complete(id, to)),
            (3, from id in Ids select (TaskCommand)new TaskCommand.Delete(id)),
            (1, from done in Gen.Elements<bool?>(true, false, null)
                select (TaskCommand)new TaskCommand.Clear(new TaskFilter { Completed = done })))
        from ifMatch in Preconditions
        select command with { IfMatch = ifMatch };

    public static Gen<TaskCommand[]> Histories(int lengthMax) =>
        from length in Gen.Choose(1, lengthMax) from history in Gen.ArrayOf(Commands, length) select history;

    private static Gen<TaskId> Ids => Gen.Choose(1, 12).Select(id => new TaskId(id));

    private static Gen<Precondition?> Preconditions => Gen.Frequency(
        (8, Gen.Constant<Precondition?>(null)),
        (1, Gen.Constant<Precondition?>(new Precondition { IsAny = true })),
        (2, from first in Gen.Choose(0, 30)
            from length in Gen.Choose(1, 8)
            let revs = Enumerable.Range(first, length).Select(rev => (long)rev)
            select (Precondition?)new Precondition { Revs = [.. revs] }));

    private static TaskEdit WithTitle(TaskEdit edit) =>
        edit.Title.IsNamed ? edit : edit with { Title = Optional.Of("untitled") };

    private static Gen<Optional<T>> Named<T>(Gen<T> values) =>
        Gen.Frequency((2, Gen.Constant(default(Optional<T>))), (1, values.Select(Optional.Of)));
}
