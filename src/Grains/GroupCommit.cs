using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// Adds up the decisions of one group into one commit: of every task that they touched, the final row.
/// </summary>
internal sealed class GroupCommit
{
    private readonly TaskList _before;
    private readonly Dictionary<TaskId, TaskItem?> _rows = [];
    private readonly Dictionary<string, Receipt> _receipts = new(StringComparer.Ordinal);
    private readonly List<Revision> _revisions = [];
    private bool _erases;

    public GroupCommit(TaskList before)
    {
        _before = before;
        After = before;
    }

    /// <summary>The list after all decisions so far.</summary>
    public TaskList After { get; private set; }

    public bool IsChange => _rows.Count > 0 || _erases || _receipts.Count > 0;

    /// <summary>What the revisions of this group changed, one after the other, for those who watch.</summary>
    public IReadOnlyList<Revision> Revisions => _revisions;

    public bool Erases => _erases;

    /// <summary>A receipt of an earlier request of the same group.</summary>
    public Receipt? FindReceipt(string key) => _receipts.GetValueOrDefault(key);

    /// <summary>Keeps the answer of a successful request with a key, also of one that changed nothing.</summary>
    public void AddReceipt(WriteRequest write, TaskResult answer, DateTimeOffset now) =>
        _receipts[write.IdempotencyKey!] = new Receipt(write.IdempotencyKey!, write.Fingerprint ?? "", answer, now);

    public void Add(Decision decision)
    {
        if (decision.IsChange)
        {
            _revisions.Add(new Revision(decision.Next.Rev, decision.Saved, decision.Removed));
        }

        if (decision.Erases)
        {
            // What was decided before it in this group goes too.
            _rows.Clear();
            _receipts.Clear();
            _erases = true;
        }

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
        Receipts = [.. _receipts.Values],
        Erases = _erases,
    };

    private ImmutableArray<Tombstone> NewTombstones() =>
        _rows.ContainsValue(null) ? [.. After.Tombstones.Items.Where(tombstone => tombstone.Rev > _before.Rev)] : [];
}
