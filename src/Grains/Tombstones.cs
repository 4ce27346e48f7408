using System.Collections.Immutable;

namespace TaskActors;

/// <summary>The deletions that are still remembered, oldest first, and the revision below which they are not.</summary>
/// <param name="Items">All above the floor, in ascending order of revision.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Floor">The smallest revision since which all deletions are known.</param>
public sealed record Tombstones(ImmutableQueue<Tombstone> Items, int Count, long Floor)
{
    public static Tombstones Of(StoredTasks stored) =>
        new([.. stored.Tombstones], stored.Tombstones.Length, stored.Floor);

    /// <summary>Nothing is remembered of what came up to this revision.</summary>
    public static Tombstones None(long floor) => new([], 0, floor);

    public Tombstones Add(IEnumerable<TaskId> removed, long rev, DateTimeOffset now)
    {
        var (items, count) = (Items, Count);
        foreach (var id in removed)
        {
            items = items.Enqueue(new Tombstone(id, rev, now));
            count++;
        }

        return this with { Items = items, Count = count };
    }

    /// <summary>
    /// Forgets the oldest while there are too many or they are too old. A revision is forgotten whole: half of one
    /// would tell a client that the other half still exists.
    /// </summary>
    public Tombstones Trim(TaskLimits limits, DateTimeOffset now)
    {
        var (items, count, floor) = (Items, Count, Floor);
        while (count > 0)
        {
            var oldest = items.Peek();
            var isKept = count <= limits.TombstonesMax && oldest.DeletedAt >= now - limits.TombstoneAgeMax;
            if (isKept && oldest.Rev > floor)
            {
                break;
            }

            floor = Math.Max(floor, oldest.Rev);
            items = items.Dequeue();
            count--;
        }

        return count == Count ? this : new Tombstones(items, count, floor);
    }
}
