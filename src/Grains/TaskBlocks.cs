namespace TaskActors;

/// <summary>
/// All tasks of a list in order of id, as an immutable sequence of blocks. A change copies one block and the references
/// to the others, so that its cost hardly depends on the length of the list.
/// </summary>
internal sealed class TaskBlocks
{
    private readonly TaskBlock[] _blocks;

    private TaskBlocks(TaskBlock[] blocks, int count)
    {
        _blocks = blocks;
        Count = count;
    }

    public static TaskBlocks Empty { get; } = new([], 0);

    public int Count { get; }

    public ReadOnlySpan<TaskBlock> Blocks => _blocks;

    /// <summary>The largest place of a task, or 0 in an empty list.</summary>
    public int OrderMax => _blocks.Length == 0 ? 0 : _blocks.Max(block => block.OrderMax);

    /// <summary>The greatest id in the list, or 0 in an empty one.</summary>
    public long LastId => _blocks.Length == 0 ? 0 : _blocks[^1].Tasks[^1].Id.Value;

    /// <param name="tasks">In ascending order of id.</param>
    public static TaskBlocks Of(IReadOnlyCollection<TaskItem> tasks) =>
        new([.. tasks.Chunk(TaskBlock.LengthMax).Select(chunk => new TaskBlock(chunk))], tasks.Count);

    public IEnumerable<TaskItem> Tasks()
    {
        foreach (var block in _blocks)
        {
            for (var at = 0; at < block.Length; at++)
            {
                yield return block.Tasks[at];
            }
        }
    }

    public TaskItem? Find(TaskId id)
    {
        var at = BlockOf(id);
        return at >= 0 ? _blocks[at].Find(id) : null;
    }

    /// <summary>Replaces a task that is in the list.</summary>
    public TaskBlocks With(TaskItem task)
    {
        var at = BlockOf(task.Id);
        return new TaskBlocks(Replaced(at, _blocks[at].With(task)), Count);
    }

    /// <summary>Replaces tasks that are in the list, and adds those whose ids are greater than every other.</summary>
    /// <param name="tasks">By id.</param>
    public TaskBlocks WithAll(IReadOnlyDictionary<TaskId, TaskItem> tasks) => Of(
    [
        .. Tasks().Select(task => tasks.GetValueOrDefault(task.Id, task)),
        .. tasks.Values.Where(task => task.Id.Value > LastId).OrderBy(task => task.Id),
    ]);

    /// <summary>Adds a task whose id is greater than every other.</summary>
    public TaskBlocks Append(TaskItem task) => _blocks.Length > 0 && _blocks[^1].Length < TaskBlock.LengthMax
        ? new TaskBlocks(Replaced(_blocks.Length - 1, _blocks[^1].Append(task)), Count + 1)
        : new TaskBlocks([.. _blocks, new TaskBlock([task])], Count + 1);

    public TaskBlocks Without(TaskItem task)
    {
        var at = BlockOf(task.Id);
        var left = _blocks[at].Without(other => other.Id == task.Id);
        return new TaskBlocks(left is null ? [.. _blocks[..at], .. _blocks[(at + 1)..]] : Joined(at, left), Count - 1);
    }

    public TaskBlocks Without(Func<TaskItem, bool> isRemoved) => Of([.. Tasks().Where(task => !isRemoved(task))]);

    private TaskBlock[] Replaced(int at, TaskBlock block)
    {
        var blocks = _blocks.AsSpan().ToArray();
        blocks[at] = block;
        return blocks;
    }

    /// <summary>
    /// Puts a shrunk block back, joined with a neighbour when both fit well: otherwise deleting most of a long list
    /// would leave a block for every task. Either neighbour: a list that is emptied from its old end shrinks the later
    /// one of two.
    /// </summary>
    private TaskBlock[] Joined(int at, TaskBlock block) =>
        FitsWell(at + 1, block) ? [.. _blocks[..at], block.Merge(_blocks[at + 1]), .. _blocks[(at + 2)..]]
        : FitsWell(at - 1, block) ? [.. _blocks[..(at - 1)], _blocks[at - 1].Merge(block), .. _blocks[(at + 1)..]]
        : Replaced(at, block);

    private bool FitsWell(int neighbour, TaskBlock block) =>
        neighbour >= 0 && neighbour < _blocks.Length
        && block.Length + _blocks[neighbour].Length <= TaskBlock.LengthMax / 2;

    /// <summary>The block that holds the id if any does, or -1 when it is smaller than all.</summary>
    private int BlockOf(TaskId id)
    {
        int low = 0, high = _blocks.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            (low, high) = _blocks[middle].First <= id ? (middle + 1, high) : (low, middle - 1);
        }

        return high;
    }
}
