using FsCheck;
using FsCheck.Fluent;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Lists;

/// <summary>Pages neither skip nor repeat a task that stays as it is, whatever happens to the others.</summary>
public sealed class TaskPagingTests
{
    /// <summary>Tasks of these ids change while somebody pages; the others never do.</summary>
    private const int MoversEvery = 3;

    private static readonly Gen<TaskSort> Sorts =
        from key in Gen.Elements(Enum.GetValues<TaskSortKey>())
        from isDescending in Gen.Elements(true, false)
        select new TaskSort(key, isDescending);

    [Fact]
    public void Pages_put_together_are_the_whole_list() => Prop.ForAll(Walks.ToArbitrary(), walk =>
    {
        var desk = walk.Begin();

        var pages = desk.Pages(walk.Query, between: () => { }).ToList();

        Assert.Equal(ListDesk.IdsOf(desk.Read(walk.Query with { Limit = null })), pages.SelectMany(page => page));
        Assert.All(pages.SkipLast(1), page => Assert.Equal(walk.Query.Limit, page.Length));
        Assert.All(pages.Skip(1), Assert.NotEmpty);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_task_that_stays_as_it_is_appears_exactly_once() => Prop.ForAll(Walks.ToArbitrary(), walk =>
    {
        var desk = walk.Begin();
        long[] staying = [.. ListDesk.IdsOf(desk.Read(walk.Query with { Limit = null })).Where(IsStaying)];
        var meanwhile = new Queue<TaskCommand>(walk.Meanwhile);

        var pages = desk.Pages(walk.Query, between: () =>
        {
            for (var change = 0; change < 3 && meanwhile.TryDequeue(out var command); change++)
            {
                desk.Now += TimeSpan.FromSeconds(1);
                desk.Run(command.DecideOn);
            }
        });

        Assert.Equal(staying, pages.SelectMany(page => page).Where(id => staying.Contains(id)));
        bool IsStaying(long id) => id % MoversEvery != 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_page_that_holds_exactly_the_rest_is_the_last()
    {
        var desk = new ListDesk();
        _ = (desk.Add("one"), desk.Add("two"), desk.Add("three"), desk.Add("four"));
        var half = desk.Read(new TaskQuery { Limit = 2 });

        var rest = desk.Read(new TaskQuery { Limit = 2, After = half.Next });

        Assert.Equal([1, 2], ListDesk.IdsOf(half));
        Assert.Equal([3, 4], ListDesk.IdsOf(rest));
        Assert.Null(rest.Next);
    }

    [Fact]
    public void A_page_goes_on_where_it_stopped_when_the_task_it_stopped_at_is_gone()
    {
        var desk = new ListDesk();
        _ = (desk.Add("one"), desk.Add("two"), desk.Add("three"));
        var first = desk.Read(new TaskQuery { Limit = 2, Sort = new TaskSort(TaskSortKey.Title) });
        desk.Delete(3);

        var rest = desk.Read(new TaskQuery { Sort = new TaskSort(TaskSortKey.Title), After = first.Next });

        Assert.Equal([1, 3], ListDesk.IdsOf(first));
        Assert.Equal([2], ListDesk.IdsOf(rest));
    }

    [Fact]
    public void An_empty_list_has_one_empty_page_and_no_empty_block()
    {
        var desk = new ListDesk();

        var page = desk.Read(new TaskQuery { Limit = 10 });

        Assert.Empty(page.Blocks);
        Assert.Null(page.Next);
        Assert.Empty(desk.Read(TaskQuery.Everything).Blocks);
    }

    /// <summary>A list, how it is paged, and what happens to it between the pages.</summary>
    private sealed record Walk(TaskEdit[] Tasks, TaskQuery Query, TaskCommand[] Meanwhile)
    {
        public ListDesk Begin()
        {
            var desk = new ListDesk();
            foreach (var edit in Tasks)
            {
                desk.Now += TimeSpan.FromSeconds(1);
                desk.Add("task", edit);
            }

            return desk;
        }
    }

    private static Gen<Walk> Walks =>
        from count in Gen.Choose(1, 24)
        from tasks in Gen.ArrayOf(TaskGenerators.Edits, count)
        from sort in Sorts
        from limit in Gen.Choose(1, 7)
        from filter in Gen.Elements(TaskFilter.All, TaskFilter.All, new TaskFilter { Completed = false })
        from meanwhile in Gen.ArrayOf(Changes, 40)
        select new Walk(tasks, new TaskQuery { Sort = sort, Limit = limit, Filter = filter }, meanwhile);

    private static Gen<TaskCommand> Changes => Gen.OneOf(
        from edit in TaskGenerators.Edits
        select (TaskCommand)new TaskCommand.Create(edit with { Title = Optional.Of("new") }),
        from id in Movers from edit in TaskGenerators.Edits select (TaskCommand)new TaskCommand.Edit(id, edit),
        from id in Movers select (TaskCommand)new TaskCommand.Complete(id, null),
        from id in Movers select (TaskCommand)new TaskCommand.Delete(id));

    private static Gen<TaskId> Movers => Gen.Choose(1, 8).Select(number => new TaskId(number * MoversEvery));
}
