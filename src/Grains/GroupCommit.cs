using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// Adds up the decisions of one group into one commit: of every task that they touched, the final row.
/// </summary>
internal sealed class GroupCommit
{
    private readonly TaskList _before;
    private readonly Dictionary<TaskId, TaskItem?> _rows = [];

    public GroupCommit(TaskList before)
    {
        _before = before;
        After = before;
    }

    /// <summary>The list after all decisions so far.</summary>
    public TaskList After { get; private set; }

    public bool IsChange => _rows.Count > 0;

    public void Add(Decision decision)
    {
        foreach (var task in decision.Saved)
        {
            _rows[task.Id] = task;
        }

        foreach (var id in decision.Removed)
        {
            _rows[id] = null;
        }

        After = decision.Next;
    }

    public TaskCommit ToCommit() => new()
    {
        User = _before.User,
        ExpectedRev = _before.Rev,
        Rev = After.Rev,
        NextId = After.NextId,
        Floor = After.Tombstones.Floor,
        At = After.CommittedAt,
        Saved = [.. _rows.Values.OfType<TaskItem>()],
        Removed = [.. _rows.Where(row => row.Value is null).Select(row => row.Key)],
        Tombstones = NewTombstones(),
    };

    private ImmutableArray<Tombstone> NewTombstones() =>
        _rows.ContainsValue(null) ? [.. After.Tombstones.Items.Where(tombstone => tombstone.Rev > _before.Rev)] : [];
}
