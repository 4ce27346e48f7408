namespace TaskActors;

/// <summary>
/// A run of up to 16 tasks in order of id, with its rendered JSON kept until one of them changes. An immutable value;
/// the rendering is a cache that anyone may fill.
/// </summary>
internal sealed class TaskBlock
{
    /// <summary>
    /// A change copies and renders one block, and what it was before is garbage; a list of ten thousand tasks is put
    /// together from 625 of them.
    /// </summary>
    public const int LengthMax = 16;

    private readonly TaskItem[] _tasks;
    private BlockRendering? _rendering;

    /// <summary>What this block was made from, until it is rendered itself.</summary>
    private ChangedRendering? _before;

    public TaskBlock(TaskItem[] tasks)
        : this(tasks, tasks.Max(task => task.Order), tasks.Max(task => task.Rev), null)
    {
    }

    private TaskBlock(TaskItem[] tasks, int orderMax, long revMax, ChangedRendering? before)
    {
        _tasks = tasks;
        _before = before;
        First = tasks[0].Id;
        OrderMax = orderMax;
        RevMax = revMax;
    }

    public ReadOnlySpan<TaskItem> Tasks => _tasks;

    public TaskId First { get; }

    public int Length => _tasks.Length;

    public int OrderMax { get; }

    public long RevMax { get; }

    public TaskItem? Find(TaskId id)
    {
        var at = IndexOf(id);
        return at >= 0 ? _tasks[at] : null;
    }

    public TaskBlock With(TaskItem task)
    {
        var tasks = _tasks.AsSpan().ToArray();
        var at = IndexOf(task.Id);
        tasks[at] = task;
        // Of the others nothing has to be looked at, unless it was this one that had the largest.
        var isMax = _tasks[at].Order == OrderMax || _tasks[at].Rev == RevMax;
        return isMax
            ? new TaskBlock(tasks, tasks.Max(other => other.Order), tasks.Max(other => other.Rev), Rendered()?.With(at))
            : Changed(tasks, task, Rendered()?.With(at));
    }

    public TaskBlock Append(TaskItem task) => Changed([.. _tasks, task], task, Rendered());

    /// <summary>The block without these tasks; null when none is left, itself when it has none of them.</summary>
    public TaskBlock? Without(Func<TaskItem, bool> isRemoved)
    {
        var left = Array.FindAll(_tasks, task => !isRemoved(task));
        return left.Length == 0 ? null : left.Length == _tasks.Length ? this : new TaskBlock(left);
    }

    public TaskBlock Merge(TaskBlock next) => new([.. _tasks, .. next._tasks]);

    /// <summary>The tasks as JSON objects with commas between them.</summary>
    public byte[] Render(UserId user, string publicAddress)
    {
        // Only the last address is kept: a deployment has one, and whoever varies the Host header renders for himself.
        if (Volatile.Read(ref _rendering) is { } kept && kept.PublicAddress == publicAddress)
        {
            return kept.Json;
        }

        var rendering = BlockRendering.Of(_tasks, user, publicAddress, Volatile.Read(ref _before));
        Volatile.Write(ref _rendering, rendering);
        Volatile.Write(ref _before, null);
        return rendering.Json;
    }

    private TaskBlock Changed(TaskItem[] tasks, TaskItem task, ChangedRendering? before) =>
        new(tasks, Math.Max(OrderMax, task.Order), Math.Max(RevMax, task.Rev), before);

    /// <summary>What is rendered of this block already; null when nothing is.</summary>
    private ChangedRendering? Rendered() => Volatile.Read(ref _rendering) is { } rendering
        ? new ChangedRendering(rendering, 0) : Volatile.Read(ref _before);

    private int IndexOf(TaskId id)
    {
        int low = 0, high = _tasks.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var compared = _tasks[middle].Id.CompareTo(id);
            if (compared == 0)
            {
                return middle;
            }

            (low, high) = compared < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
