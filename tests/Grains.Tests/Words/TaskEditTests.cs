using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Words;

/// <summary>An edit sets what it names and leaves the rest: null and absent are different things.</summary>
public sealed class TaskEditTests
{
    private static readonly DateTimeOffset Later = Noon.AddHours(1);

    [Fact]
    public void A_member_that_is_not_named_keeps_what_stood_there()
    {
        Assert.Equal("before", default(Optional<string>).Or("before"));
        Assert.False(default(Optional<string>).IsNamed);
    }

    [Fact]
    public void A_member_that_is_named_wins_even_with_null()
    {
        Assert.Equal("after", Optional.Of("after").Or("before"));
        Assert.Null(Optional.Of<string?>(null).Or("before"));
        Assert.False(Optional.Of(false).Or(before: true));
    }

    [Fact]
    public void An_edit_that_names_nothing_changes_nothing() =>
        Assert.Equal(OddTasks.Full, new TaskEdit().Apply(OddTasks.Full, 9_999, Later));

    [Fact]
    public void An_edit_sets_each_field_that_it_names()
    {
        var edit = new TaskEdit
        {
            Title = Optional.Of("new"),
            Description = Optional.Of<string?>(null),
            Completed = Optional.Of(false),
            Priority = Optional.Of(TaskPriority.Low),
            DueDate = Optional.Of<DueDate?>(null),
            Tags = Optional.Of<System.Collections.Immutable.ImmutableArray<string>>([]),
            Order = Optional.Of<int?>(3),
        };

        var task = edit.Apply(OddTasks.Full, 9_999, Later);

        Assert.Equal("new", task.Title);
        Assert.Null(task.Description);
        Assert.Null(task.CompletedAt);
        Assert.Equal(TaskPriority.Low, task.Priority);
        Assert.Null(task.DueDate);
        Assert.Empty(task.Tags);
        Assert.Equal(3, task.Order);
    }

    [Fact]
    public void An_order_named_with_null_is_the_place_at_the_end()
    {
        var edit = new TaskEdit { Order = Optional.Of<int?>(null) };

        Assert.Equal(9_999, edit.Apply(OddTasks.Full, 9_999, Later).Order);
    }

    [Fact]
    public void Completing_what_is_completed_keeps_the_first_time()
    {
        var edit = new TaskEdit { Completed = Optional.Of(true) };

        Assert.Equal(Later, edit.Apply(TaskOf(1, 1), 0, Later).CompletedAt);
        Assert.Equal(OddTasks.Full.CompletedAt, edit.Apply(OddTasks.Full, 0, Later).CompletedAt);
    }

    [Fact]
    public void An_edit_touches_neither_id_nor_revision_nor_the_times_of_the_record()
    {
        var edit = new TaskEdit { Title = Optional.Of("new") };

        var task = edit.Apply(OddTasks.Full, 0, Later);

        Assert.Equal(OddTasks.Full, task with { Title = OddTasks.Full.Title });
    }

    [Fact]
    public void Tasks_are_equal_by_what_their_tags_say()
    {
        var one = TaskOf(1, 1) with { Tags = ["a", "b"] };

        Assert.Equal(one, one with { Tags = ["a", "b"] });
        Assert.NotEqual(one, one with { Tags = ["b", "a"] });
        Assert.NotEqual(one, one with { Rev = 2 });
        Assert.True(one.HasSameContent(one with { Rev = 2, UpdatedAt = Later }));
    }
}
