using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace TaskActors.Tests.Lists;

/// <summary>A list that a test writes to, decision by decision, as if each were stored at once.</summary>
internal sealed class ListDesk
{
    public const string Address = "http://localhost:8000";

    private const int PagesMax = 1_000;

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public ListDesk(TaskLimits? limits = null) =>
        List = TaskList.Load(new UserId("alice"), StoredTasks.None, limits ?? new TaskLimits());

    public TaskList List { get; private set; }

    public DateTimeOffset Now { get; set; } = Noon;

    public static Precondition IfMatch(params long[] revs) => new() { Revs = [.. revs] };

    /// <summary>Decides, and takes the next list.</summary>
    public TaskResult Run(Func<TaskList, DateTimeOffset, Decision> decide)
    {
        var decision = decide(List, List.TimeOf(Now));
        List = decision.Next;
        return decision.Result;
    }

    public TaskItem Add(string title, TaskEdit? edit = null) =>
        TryAdd(title, edit).Task ?? throw new InvalidOperationException("The list refused a task.");

    public TaskResult TryAdd(string title, TaskEdit? edit = null) =>
        Run((list, now) => list.Create((edit ?? new TaskEdit()) with { Title = Optional.Of(title) }, null, now));

    public TaskResult Edit(TaskItem task, TaskEdit edit) => Run((list, now) => list.Edit(task.Id, edit, null, now));

    public TaskResult Delete(long id) => Run((list, now) => list.Delete(new TaskId(id), null, now));

    public TaskPage Read(TaskQuery query) => List.Read(query, Address);

    /// <summary>The ids in a page, as a client reads them.</summary>
    public static long[] IdsOf(TaskPage page)
    {
        var blocks = page.Blocks.Select(block => Encoding.UTF8.GetString(block));
        using var list = JsonDocument.Parse($"[{string.Join(',', blocks)}]");
        return [.. list.RootElement.EnumerateArray().Select(task => task.GetProperty("id").GetInt64())];
    }

    /// <summary>All pages of a query, one after the other, with something in between.</summary>
    public IEnumerable<long[]> Pages(TaskQuery query, Action between)
    {
        for (var count = 0; count < PagesMax; count++)
        {
            var page = Read(query);
            yield return IdsOf(page);
            if (page.Next is not { } next)
            {
                yield break;
            }

            query = query with { After = next };
            between();
        }

        throw new InvalidOperationException("The pages have no end.");
    }

    /// <summary>Loads a list of these tasks, as after a restart.</summary>
    public static TaskList Loaded(IEnumerable<TaskItem> tasks, TaskLimits? limits = null)
    {
        ImmutableArray<TaskItem> stored = [.. tasks];
        return TaskList.Load(new UserId("alice"), new StoredTasks
        {
            Rev = stored.Max(task => task.Rev), NextId = stored[^1].Id.Value + 1, CommittedAt = Noon, Tasks = stored,
        }, limits ?? new TaskLimits());
    }
}
