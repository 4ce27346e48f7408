using FsCheck;
using FsCheck.Fluent;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Lists;

/// <summary>The order of a list by each key, both ways, against an order that is said another way.</summary>
public sealed class TaskSortingTests
{
    private static readonly DateTimeOffset[] Times = [Noon, Noon.AddSeconds(1), Noon.AddTicks(10)];

    private static readonly DueDate?[] DueDates =
    [
        null, DueDate.OnDay(DateOnly.MinValue), DueDate.OnDay(new DateOnly(2026, 3, 1)), DueDate.At(Noon.AddHours(-12)),
        DueDate.At(Noon), DueDate.At(DateTimeOffset.MaxValue),
    ];

    public static TheoryData<TaskSortKey, bool> Sorts
    {
        get
        {
            var sorts = new TheoryData<TaskSortKey, bool>();
            foreach (var key in Enum.GetValues<TaskSortKey>())
            {
                sorts.Add(key, false);
                sorts.Add(key, true);
            }

            return sorts;
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public void Any_tasks_come_in_the_order_that_was_asked_for(TaskSortKey key, bool isDescending) =>
        Prop.ForAll(Lists.ToArbitrary(), tasks =>
        {
            var list = ListDesk.Loaded(tasks);

            var page = list.Read(new TaskQuery { Sort = new TaskSort(key, isDescending) }, ListDesk.Address);

            Assert.Equal(Expected(tasks, key, isDescending), ListDesk.IdsOf(page));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(false, new long[] { 2, 3, 1, 4 })]
    [InlineData(true, new long[] { 3, 2, 1, 4 })]
    public void A_task_without_a_due_date_comes_last_both_ways(bool isDescending, long[] ids)
    {
        var list = ListDesk.Loaded(
        [
            TaskOf(1, 1), TaskOf(2, 2) with { DueDate = DueDate.OnDay(new DateOnly(2026, 3, 1)) },
            TaskOf(3, 3) with { DueDate = DueDate.OnDay(new DateOnly(2026, 3, 2)) }, TaskOf(4, 4),
        ]);

        var page = list.Read(new TaskQuery { Sort = new TaskSort(TaskSortKey.Due, isDescending) }, ListDesk.Address);

        Assert.Equal(ids, ListDesk.IdsOf(page));
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public void Two_tasks_stand_in_one_order_whichever_is_asked_first(TaskSortKey key, bool isDescending) =>
        Prop.ForAll(Lists.ToArbitrary(), tasks =>
        {
            var sort = new TaskSort(key, isDescending);
            TaskPosition[] positions = [.. tasks.Select(task => TaskPosition.Of(task, sort))];

            foreach (var (one, other) in positions.SelectMany(one => positions.Select(other => (one, other))))
            {
                Assert.Equal(Math.Sign(one.CompareTo(other, sort)), -Math.Sign(other.CompareTo(one, sort)));
                Assert.Equal(one.Id == other.Id, one.CompareTo(other, sort) == 0);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    /// <summary>The same order in words of LINQ: by the key, ties by ascending id, no due date last.</summary>
    private static IEnumerable<long> Expected(TaskItem[] tasks, TaskSortKey key, bool isDescending)
    {
        var byId = tasks.OrderBy(task => key == TaskSortKey.Due && task.DueDate is null);
        Func<TaskItem, IComparable?> value = key switch
        {
            TaskSortKey.Created => task => task.CreatedAt,
            TaskSortKey.Updated => task => task.UpdatedAt,
            TaskSortKey.Due => task => task.DueDate?.Utc,
            TaskSortKey.Priority => task => (int)task.Priority,
            TaskSortKey.Title => task => task.Title.ToUpperInvariant(),
            TaskSortKey.Order => task => task.Order,
            _ => task => task.Id.Value,
        };
        var comparer = Comparer<IComparable?>.Create((one, other) => one is string text
            ? string.CompareOrdinal(text, (string?)other)
            : Comparer<IComparable?>.Default.Compare(one, other));
        var sorted = isDescending ? byId.ThenByDescending(value, comparer) : byId.ThenBy(value, comparer);
        return sorted.ThenBy(task => task.Id.Value).Select(task => task.Id.Value);
    }

    private static Gen<TaskItem[]> Lists =>
        from count in Gen.Choose(1, 30)
        from tasks in Gen.ArrayOf(Tasks, count)
        select tasks.Select((task, at) => task with { Id = new TaskId((at * 3) + 1) }).ToArray();

    private static Gen<TaskItem> Tasks =>
        from title in Gen.Elements("milk", "Milk", "bread", "\u00c4pfel", "\u00e4pfel 2", "\ud83c\udf4e", "a b")
        from due in Gen.Elements(DueDates)
        from priority in Gen.Elements(Enum.GetValues<TaskPriority>())
        from order in Gen.Elements(int.MinValue, -1, 0, 7, int.MaxValue)
        from created in Gen.Elements(Times)
        from updated in Gen.Elements(Times)
        select TaskOf(1, 1, title) with
        {
            DueDate = due, Priority = priority, Order = order, CreatedAt = created, UpdatedAt = updated,
        };
}
