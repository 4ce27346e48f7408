using Xunit;

namespace TaskActors.Tests.Lists;

/// <summary>How much an account holds, to the task and to the byte.</summary>
public sealed class TaskLimitsTests
{
    [Fact]
    public void The_last_task_that_fits_is_taken_and_one_more_is_not()
    {
        var desk = new ListDesk(new TaskLimits { TasksMax = 2 });
        desk.Add("one");
        desk.Add("two");

        var refused = desk.TryAdd("three");

        Assert.Equal(TaskError.TasksLimit(2), refused.Error);
        Assert.Equal((2, 2L, 3L), (desk.List.Count, desk.List.Rev, desk.List.NextId));
    }

    [Fact]
    public void Deleting_makes_room_and_the_new_task_has_a_new_id()
    {
        var desk = new ListDesk(new TaskLimits { TasksMax = 2 });
        desk.Add("one");
        desk.Add("two");
        desk.Delete(2);

        Assert.Equal(new TaskId(3), desk.Add("three").Id);
    }

    [Fact]
    public void A_full_account_still_edits_completes_and_deletes()
    {
        var desk = new ListDesk(new TaskLimits { TasksMax = 1 });
        var task = desk.Add("one");

        Assert.True(desk.Edit(task, Title("another")).IsSuccess);
        Assert.True(desk.Run((list, now) => list.Complete(task.Id, true, null, now)).IsSuccess);
        Assert.True(desk.Delete(1).IsSuccess);
    }

    [Fact]
    public void The_last_byte_that_fits_is_taken_and_one_more_is_not()
    {
        var desk = new ListDesk(new TaskLimits { TextBytesMax = 10 });
        desk.Add("12345");

        Assert.Equal(TaskError.BytesLimit(10), desk.TryAdd("123456").Error);
        Assert.True(desk.TryAdd("12345").IsSuccess);
        Assert.Equal(TaskError.BytesLimit(10), desk.TryAdd("1").Error);
        Assert.Equal(10, desk.List.TextBytes);
    }

    [Fact]
    public void Title_description_and_tags_count_by_their_bytes()
    {
        var desk = new ListDesk();

        desk.Add("\u00fc", new TaskEdit
        {
            Description = Optional.Of<string?>("\ud83c\udf4e"),
            Tags = Optional.Of<System.Collections.Immutable.ImmutableArray<string>>(["\u20ac", "a"]),
        });

        Assert.Equal(2 + 4 + 3 + 1, desk.List.TextBytes);
    }

    [Fact]
    public void An_edit_may_grow_to_the_last_byte_and_no_further()
    {
        var desk = new ListDesk(new TaskLimits { TextBytesMax = 10 });
        var task = desk.Add("12345");

        Assert.Equal(TaskError.BytesLimit(10), desk.Edit(task, Title("12345678901")).Error);
        Assert.True(desk.Edit(task, Title("1234567890")).IsSuccess);
        Assert.Equal(10, desk.List.TextBytes);
    }

    [Fact]
    public void An_account_over_its_limit_may_shrink_and_stay_but_not_grow()
    {
        var large = ListDesk.Loaded(
            [Testing.Samples.TaskOf(1, 1, "12345678901234567890")], new TaskLimits { TextBytesMax = 10, TasksMax = 0 });
        var id = new TaskId(1);

        Assert.True(large.Edit(id, Title("123456789012345"), null, ListDesk.Noon).IsChange);
        Assert.True(large.Edit(id, Title("09876543210987654321"), null, ListDesk.Noon).IsChange);
        Assert.True(large.Complete(id, true, null, ListDesk.Noon).IsChange);
        Assert.True(large.Delete(id, null, ListDesk.Noon).IsChange);
        Assert.False(large.Edit(id, Title("123456789012345678901"), null, ListDesk.Noon).IsChange);
    }

    [Fact]
    public void Whatever_goes_gives_its_bytes_back()
    {
        var desk = new ListDesk();
        desk.Add("12345");
        desk.Add("123");
        desk.Add("1");

        desk.Delete(1);
        Assert.Equal(4, desk.List.TextBytes);
        desk.Run((list, now) => list.Clear(TaskFilter.All, null, now));

        Assert.Equal(0, desk.List.TextBytes);
    }

    [Fact]
    public void A_new_task_stands_behind_the_last_with_room_in_between()
    {
        var desk = new ListDesk();

        Assert.Equal(1_024, desk.Add("one").Order);
        Assert.Equal(2_048, desk.Add("two").Order);
        Assert.Equal(-5, desk.Add("three", Order(-5)).Order);
        Assert.Equal(3_072, desk.Add("four").Order);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 1_023)]
    public void When_there_is_no_more_room_behind_the_last_place_is_shared(int last)
    {
        var desk = new ListDesk();
        desk.Add("one", Order(last));

        Assert.Equal(int.MaxValue, desk.Add("two").Order);
        Assert.Equal(int.MaxValue, desk.Add("three").Order);
    }

    private static TaskEdit Title(string title) => new() { Title = Optional.Of(title) };

    private static TaskEdit Order(int order) => new() { Order = Optional.Of<int?>(order) };
}
