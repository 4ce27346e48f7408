using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static TaskActors.Tests.Lists.ListDesk;

namespace TaskActors.Tests.Lists;

/// <summary>Deletions are remembered for a while, and forgotten by whole revisions.</summary>
public sealed class TombstonesTests
{
    private static readonly TaskLimits Three = new() { TombstonesMax = 3, TombstoneAgeMax = TimeSpan.FromDays(30) };

    [Fact]
    public void A_deletion_is_remembered_with_its_revision_and_time()
    {
        var desk = new ListDesk(Three);
        desk.Add("one");

        desk.Delete(1);

        Assert.Equal([new Tombstone(new TaskId(1), 2, Noon)], desk.List.Tombstones.Items);
        Assert.Equal((1, 0L), (desk.List.Tombstones.Count, desk.List.Tombstones.Floor));
    }

    [Fact]
    public void As_many_as_the_limit_says_are_kept_and_the_oldest_go_first()
    {
        var stones = Of((1, Noon), (2, Noon), (3, Noon), (4, Noon));

        var trimmed = stones.Trim(Three, Noon);

        Assert.Equal([2, 3, 4], trimmed.Items.Select(stone => stone.Rev));
        Assert.Equal((3, 1L), (trimmed.Count, trimmed.Floor));
        Assert.Same(trimmed, trimmed.Trim(Three, Noon));
    }

    [Fact]
    public void A_revision_is_forgotten_whole()
    {
        var stones = Of((1, Noon), (2, Noon), (2, Noon), (3, Noon), (3, Noon));

        var trimmed = stones.Trim(Three, Noon);

        Assert.Equal([3, 3], trimmed.Items.Select(stone => stone.Rev));
        Assert.Equal((2, 2L), (trimmed.Count, trimmed.Floor));
    }

    [Fact]
    public void A_revision_that_is_too_large_to_remember_is_forgotten_at_once()
    {
        var desk = new ListDesk(Three);
        _ = (desk.Add("one"), desk.Add("two"), desk.Add("three"), desk.Add("four"));

        desk.Run((list, now) => list.Clear(TaskFilter.All, null, now));

        Assert.Empty(desk.List.Tombstones.Items);
        Assert.Equal((0, 5L), (desk.List.Tombstones.Count, desk.List.Tombstones.Floor));
    }

    [Fact]
    public void What_is_older_than_the_age_goes_and_what_is_just_as_old_stays()
    {
        var stones = Of((1, Noon), (2, Noon.AddTicks(10)), (3, Noon.AddDays(1)));

        var trimmed = stones.Trim(Three, Noon.AddDays(30).AddTicks(10));

        Assert.Equal([2, 3], trimmed.Items.Select(stone => stone.Rev));
        Assert.Equal(1, trimmed.Floor);
    }

    [Fact]
    public void Any_change_trims_what_has_become_too_old()
    {
        var desk = new ListDesk(Three);
        desk.Add("one");
        desk.Delete(1);
        desk.Now += TimeSpan.FromDays(31);

        desk.Add("two");

        Assert.Empty(desk.List.Tombstones.Items);
        Assert.Equal(2, desk.List.Tombstones.Floor);
    }

    [Fact]
    public void Whatever_is_trimmed_the_rest_is_everything_above_the_floor_and_the_floor_never_goes_back() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var (stones, now, all) = (Of(), Noon, new List<Tombstone>());
            foreach (var (length, hours) in history)
            {
                var rev = (all.LastOrDefault().Rev + 1);
                now += TimeSpan.FromHours(hours);
                TaskId[] removed = [.. Enumerable.Range(1, length).Select(at => new TaskId((rev * 100) + at))];
                var next = stones.Add(removed, rev, now).Trim(Three, now);
                all.AddRange(removed.Select(id => new Tombstone(id, rev, now)));

                Assert.Equal(all.Where(stone => stone.Rev > next.Floor), next.Items);
                Assert.Equal(next.Items.Count(), next.Count);
                Assert.True(next.Count <= 3 && next.Floor >= stones.Floor && next.Floor <= rev);
                stones = next;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<(int Length, int Hours)[]> Histories => Gen.ArrayOf(
        from length in Gen.Choose(1, 4) from hours in Gen.Elements(0, 1, 400, 721) select (length, hours), 12);

    private static Tombstones Of(params (long Rev, DateTimeOffset At)[] stones) => Tombstones.Of(new StoredTasks
    {
        Tombstones = [.. stones.Select((stone, at) => new Tombstone(new TaskId(at + 1), stone.Rev, stone.At))],
    });
}
