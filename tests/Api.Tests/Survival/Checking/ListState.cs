using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>What a list must be at one revision, as plainly as it can be said.</summary>
internal sealed record ListState(long Rev, long NextId, ImmutableSortedDictionary<long, SeenTask> Tasks)
{
    public static ListState Empty { get; } = new(0, 1, ImmutableSortedDictionary<long, SeenTask>.Empty);

    /// <returns>The list one revision later; null if this one does not allow the change.</returns>
    public ListState? After(Intent intent) => Within(intent, Rev + 1) is { } next ? next with { Rev = Rev + 1 } : null;

    public bool Is(ListRead read) => read.Rev == Rev && read.Tasks.SequenceEqual(Tasks.Values);

    /// <summary>Whether the answer shows the tasks as they are in this list, which the change led to.</summary>
    public bool Shows(Intent intent, SeenAnswer answer) => answer.Tasks.Length == ShownBy(intent)
        && answer.Tasks.All(task => task.Rev == Rev && Tasks.TryGetValue(task.Id, out var here) && here == task);

    private static int ShownBy(Intent intent) => intent switch
    {
        Intent.Delete => 0,
        Intent.Batch batch => batch.Parts.Sum(ShownBy),
        _ => 1,
    };

    private ListState? Within(Intent intent, long rev) => intent switch
    {
        Intent.Create create => this with
        {
            NextId = NextId + 1,
            Tasks = Tasks.Add(NextId, new SeenTask(NextId, rev, create.Title, IsDone: false, Place())),
        },
        Intent.Rename rename => With(
            rename.Id, rename.IfMatch, task => task with { Title = rename.Title, Rev = rev }),
        Intent.Toggle toggle => With(toggle.Id, null, task => task with { IsDone = !task.IsDone, Rev = rev }),
        Intent.Delete delete => Tasks.ContainsKey(delete.Id) ? this with { Tasks = Tasks.Remove(delete.Id) } : null,
        Intent.Batch batch => batch.Parts.Aggregate((ListState?)this, (list, part) => list?.Within(part, rev)),
        _ => throw new NotSupportedException(),
    };

    private ListState? With(long id, long? ifMatch, Func<SeenTask, SeenTask> change) =>
        Tasks.TryGetValue(id, out var task) && (ifMatch ?? task.Rev) == task.Rev
            ? this with { Tasks = Tasks.SetItem(id, change(task)) }
            : null;

    private int Place() => (Tasks.IsEmpty ? 0 : Tasks.Values.Max(task => task.Order)) + 1_024;
}
