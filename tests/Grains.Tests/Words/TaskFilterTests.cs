using System.Collections.Immutable;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Words;

/// <summary>Which tasks a filter means: every member that is set must hold.</summary>
public sealed class TaskFilterTests
{
    private static readonly TaskItem Open = TaskOf(1, 1);
    private static readonly TaskItem Done = TaskOf(2, 2) with { CompletedAt = Noon };

    [Fact]
    public void A_filter_that_sets_nothing_matches_everything()
    {
        Assert.True(TaskFilter.All.IsAll);
        Assert.True(TaskFilter.All.Matches(Open) && TaskFilter.All.Matches(Done));
    }

    [Fact]
    public void Any_member_makes_it_a_filter() => Assert.DoesNotContain(
        new TaskFilter[]
        {
            new() { Completed = false }, new() { Priority = TaskPriority.None }, new() { Tags = ["a"] },
            new() { DueBefore = Noon }, new() { DueAfter = Noon }, new() { Text = "" },
        },
        filter => filter.IsAll);

    [Fact]
    public void Completed_and_pending_tasks_are_told_apart()
    {
        var (completed, pending) = (new TaskFilter { Completed = true }, new TaskFilter { Completed = false });

        Assert.True(completed.Matches(Done) && pending.Matches(Open));
        Assert.False(completed.Matches(Open) || pending.Matches(Done));
    }

    [Fact]
    public void No_priority_is_a_priority_too()
    {
        var filter = new TaskFilter { Priority = TaskPriority.None };

        Assert.True(filter.Matches(Open));
        Assert.False(filter.Matches(Open with { Priority = TaskPriority.Low }));
    }

    [Theory]
    [InlineData("home", true)]
    [InlineData("home work", true)]
    [InlineData("home garden", false)]
    [InlineData("Home", false)]
    [InlineData("hom", false)]
    public void All_tags_of_a_filter_must_be_on_the_task_letter_by_letter(string tags, bool matches)
    {
        var filter = new TaskFilter { Tags = [.. tags.Split(' ')] };

        Assert.Equal(matches, filter.Matches(Open with { Tags = ["work", "home"] }));
    }

    [Theory]
    [InlineData(-1, true, false)]
    [InlineData(0, false, true)]
    [InlineData(1, false, true)]
    public void Before_excludes_the_instant_and_after_includes_it(int minutes, bool isBefore, bool isAfter)
    {
        var task = Open with { DueDate = DueDate.At(Noon.AddMinutes(minutes)) };

        Assert.Equal(isBefore, new TaskFilter { DueBefore = Noon }.Matches(task));
        Assert.Equal(isAfter, new TaskFilter { DueAfter = Noon }.Matches(task));
    }

    [Fact]
    public void A_day_counts_as_its_midnight_in_UTC()
    {
        var task = Open with { DueDate = DueDate.OnDay(new DateOnly(2026, 3, 1)) };
        var midnight = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.FromHours(2));

        Assert.True(new TaskFilter { DueAfter = midnight }.Matches(task));
        Assert.False(new TaskFilter { DueBefore = midnight }.Matches(task));
    }

    [Fact]
    public void A_task_without_a_due_date_is_due_neither_before_nor_after()
    {
        Assert.False(new TaskFilter { DueBefore = DateTimeOffset.MaxValue }.Matches(Open));
        Assert.False(new TaskFilter { DueAfter = DateTimeOffset.MinValue }.Matches(Open));
    }

    [Theory]
    [InlineData("MILK", true)]
    [InlineData("litres", true)]
    [InlineData("\u00c4PFEL", true)]
    [InlineData("Apfel", false)]
    [InlineData("home", false)]
    [InlineData("milk litres", false)]
    [InlineData("", true)]
    public void Text_is_searched_in_title_and_description_ignoring_case(string text, bool matches)
    {
        var task = Open with { Title = "Buy milk", Description = "two litres, \u00c4pfel", Tags = ["home"] };

        Assert.Equal(matches, new TaskFilter { Text = text }.Matches(task));
    }

    [Fact]
    public void Every_member_must_hold_at_once()
    {
        var filter = new TaskFilter { Completed = true, Tags = ImmutableArray.Create("home") };

        Assert.True(filter.Matches(Done with { Tags = ["home"] }));
        Assert.False(filter.Matches(Done));
        Assert.False(filter.Matches(Open with { Tags = ["home"] }));
    }
}
