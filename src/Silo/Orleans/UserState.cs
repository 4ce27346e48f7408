using System.Collections.Immutable;

namespace TaskActors.Cluster;

/// <summary>All that is stored of one user, as one value: what Orleans' grain storage keeps.</summary>
internal sealed record UserState
{
    public StoredTasks Tasks { get; init; } = StoredTasks.None;

    /// <summary>The oldest first.</summary>
    public ImmutableArray<Receipt> Receipts { get; init; } = [];

    /// <summary>The state after a commit that was decided on this one.</summary>
    public UserState After(TaskCommit commit)
    {
        var before = commit.Erases ? StoredTasks.None : Tasks;
        var tasks = before.Tasks.ToDictionary(task => task.Id);
        foreach (var task in commit.Saved)
        {
            tasks[task.Id] = task;
        }

        foreach (var id in commit.Removed)
        {
            tasks.Remove(id);
        }

        return new UserState
        {
            Receipts = ReceiptsAfter(commit),
            Tasks = new StoredTasks
            {
                Rev = commit.Rev,
                NextId = commit.NextId,
                Floor = commit.Floor,
                CommittedAt = commit.At,
                Tasks = [.. tasks.Values.OrderBy(task => task.Id)],
                Tombstones =
                [
                    .. before.Tombstones.Concat(commit.Tombstones).Where(tombstone => tombstone.Rev > commit.Floor)
                        .OrderBy(tombstone => tombstone.Rev).ThenBy(tombstone => tombstone.Id),
                ],
            },
        };
    }

    private ImmutableArray<Receipt> ReceiptsAfter(TaskCommit commit)
    {
        var before = commit.Erases ? [] : Receipts;
        if (commit.Receipts.IsEmpty)
        {
            return before;
        }

        var oldest = commit.Receipts.Max(receipt => receipt.At) - Receipt.AgeMax;
        // A key may come again when its receipt is too old to count: the newer one takes its place.
        var keys = commit.Receipts.Select(receipt => receipt.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Where(receipt => receipt.At >= oldest && !keys.Contains(receipt.Key)).Concat(commit.Receipts)
                .TakeLast(Receipt.CountMax),
        ];
    }
}
