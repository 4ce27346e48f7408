using Xunit;

namespace TaskActors.Tests.Lists;

/// <summary>What a list decides: what comes first when several things are wrong, and what counts as a change.</summary>
public sealed class TaskDecisionsTests
{
    private static readonly TaskEdit Nothing = new();

    private readonly ListDesk _desk = new();
    private readonly TaskItem _milk;

    public TaskDecisionsTests()
    {
        _milk = _desk.Add("Buy milk");
        _desk.Add("Buy bread");
    }

    [Fact]
    public void A_task_that_is_not_there_is_not_found_whatever_the_precondition_says()
    {
        var (list, id, stale) = (_desk.List, new TaskId(99), ListDesk.IfMatch(77));

        Assert.Equal(TaskError.NotFound, list.Edit(id, Nothing, stale, ListDesk.Noon).Result.Error);
        Assert.Equal(TaskError.NotFound, list.Complete(id, null, stale, ListDesk.Noon).Result.Error);
        Assert.Equal(TaskError.NotFound, list.Delete(id, stale, ListDesk.Noon).Result.Error);
    }

    [Fact]
    public void A_stale_precondition_is_refused_with_the_task_as_it_is()
    {
        var (list, stale) = (_desk.List, ListDesk.IfMatch(2, 77));

        Assert.Equal(TaskError.Stale(_milk), list.Edit(_milk.Id, Title("Milk"), stale, ListDesk.Noon).Result.Error);
        Assert.Equal(TaskError.Stale(_milk), list.Complete(_milk.Id, true, stale, ListDesk.Noon).Result.Error);
        Assert.Equal(TaskError.Stale(_milk), list.Delete(_milk.Id, stale, ListDesk.Noon).Result.Error);
    }

    [Fact]
    public void A_precondition_that_names_the_tasks_revision_or_anything_holds()
    {
        var list = _desk.List;

        Assert.True(list.Edit(_milk.Id, Title("Milk"), ListDesk.IfMatch(9, 1), ListDesk.Noon).IsChange);
        Assert.True(list.Delete(_milk.Id, new Precondition { IsAny = true }, ListDesk.Noon).IsChange);
    }

    [Fact]
    public void A_precondition_of_no_known_tag_never_holds()
    {
        var decision = _desk.List.Delete(_milk.Id, new Precondition(), ListDesk.Noon);

        Assert.Equal(TaskError.Stale(_milk), decision.Result.Error);
    }

    [Fact]
    public void On_the_list_a_precondition_means_the_lists_revision()
    {
        var list = _desk.List;

        Assert.Equal(TaskError.StaleList(2), list.Create(Title("x"), ListDesk.IfMatch(1), ListDesk.Noon).Result.Error);
        Assert.Equal(
            TaskError.StaleList(2), list.Clear(TaskFilter.All, ListDesk.IfMatch(1), ListDesk.Noon).Result.Error);
        Assert.True(list.Create(Title("x"), ListDesk.IfMatch(2), ListDesk.Noon).IsChange);
        Assert.True(list.Clear(TaskFilter.All, ListDesk.IfMatch(2), ListDesk.Noon).IsChange);
    }

    [Fact]
    public void A_stale_precondition_goes_before_a_full_account()
    {
        var full = new ListDesk(new TaskLimits { TasksMax = 0 }).List;

        var refused = full.Create(Title("x"), ListDesk.IfMatch(7), ListDesk.Noon);

        Assert.Equal(TaskError.StaleList(0), refused.Result.Error);
    }

    [Fact]
    public void An_edit_that_alters_nothing_takes_no_revision_and_no_time()
    {
        var before = _desk.List;
        _desk.Now += TimeSpan.FromHours(1);

        var empty = _desk.Edit(_milk, Nothing);
        var same = _desk.Edit(_milk, Title("Buy milk"));
        var completed = _desk.Run((list, now) => list.Complete(_milk.Id, false, null, now));

        Assert.All([empty, same, completed], result => Assert.Equal(TaskResult.Of(_milk, 2), result));
        Assert.Same(before, _desk.List);
    }

    [Fact]
    public void An_edit_that_alters_nothing_is_refused_all_the_same_when_it_is_stale()
    {
        var decision = _desk.List.Edit(_milk.Id, Nothing, ListDesk.IfMatch(77), ListDesk.Noon);

        Assert.Equal(TaskErrorCode.PreconditionFailed, decision.Result.Error?.Code);
    }

    [Fact]
    public void A_change_takes_the_next_revision_which_is_the_tasks_and_the_lists()
    {
        _desk.Now += TimeSpan.FromHours(1);

        var result = _desk.Edit(_milk, Title("Milk"));

        Assert.Equal(_milk with { Title = "Milk", Rev = 3, UpdatedAt = _desk.Now }, result.Task);
        Assert.Equal((3L, 3L), (result.Rev, _desk.List.Rev));
    }

    [Fact]
    public void Clearing_is_one_revision_and_takes_what_the_filter_matches_and_no_more()
    {
        _desk.Run((list, now) => list.Complete(_milk.Id, true, null, now));

        var decision = _desk.List.Clear(new TaskFilter { Completed = true }, null, ListDesk.Noon);

        Assert.Equal(_milk.Id, Assert.Single(decision.Removed));
        Assert.Equal("Buy bread", Assert.Single(decision.Next.Tasks()).Title);
        Assert.Equal((4L, 3L), (decision.Next.Rev, decision.Next.NextId));
    }

    [Fact]
    public void Clearing_nothing_is_a_success_that_takes_no_revision()
    {
        var decision = _desk.List.Clear(new TaskFilter { Completed = true }, null, ListDesk.Noon);

        Assert.Equal(TaskResult.Done(2), decision.Result);
        Assert.Same(_desk.List, decision.Next);
    }

    [Fact]
    public void Time_never_goes_back_in_a_list()
    {
        _desk.Now += TimeSpan.FromHours(1);
        _desk.Edit(_milk, Title("Milk"));
        var committed = _desk.Now;
        _desk.Now -= TimeSpan.FromDays(1);

        var result = _desk.Edit(_milk, Title("Two litres of milk"));

        Assert.Equal(committed, result.Task!.UpdatedAt);
    }

    private static TaskEdit Title(string title) => new() { Title = Optional.Of(title) };
}
