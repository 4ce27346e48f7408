using System.Collections.Concurrent;

namespace TaskActors.Bench.Peers;

/// <summary>
/// Every list that was asked for, in memory, with a lock for each user; a write goes to the file first.
/// </summary>
internal sealed class UserLists(TaskFile rows, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, UserList> _lists = new(StringComparer.Ordinal);

    /// <summary>A change replaces the list once it is stored, and never alters one, so reading needs no lock.</summary>
    public ValueTask<IReadOnlyList<TaskBody>> ListAsync(string user, CancellationToken cancellation) =>
        _lists.TryGetValue(user, out var known) && known.Tasks is { } tasks
            ? ValueTask.FromResult(tasks)
            : new(LockedAsync(user, list => Task.FromResult(list.Tasks!), cancellation));

    public async Task<TaskBody?> FindAsync(string user, int id, CancellationToken cancellation)
    {
        var tasks = await ListAsync(user, cancellation);
        var at = IndexOf(tasks, id);
        return at < 0 ? null : tasks[at];
    }

    public Task<TaskBody> CreateAsync(string user, NewTask body, CancellationToken cancellation) =>
        LockedAsync(user, async list =>
        {
            var created = await rows.InsertAsync(user, body, clock.GetUtcNow().UtcDateTime);
            list.Tasks = [.. list.Tasks!, created];
            return created;
        }, cancellation);

    public Task<TaskBody?> ToggleAsync(string user, int id, CancellationToken cancellation) =>
        LockedAsync(user, async list =>
        {
            var at = IndexOf(list.Tasks!, id);
            if (at < 0)
            {
                return null;
            }

            var (old, now) = (list.Tasks![at], clock.GetUtcNow().UtcDateTime);
            var toggled = old with
            {
                Completed = !old.Completed,
                CompletedAt = old.Completed ? null : now,
                UpdatedAt = now,
                Rev = old.Rev + 1,
            };
            await rows.UpdateAsync(toggled);
            TaskBody[] next = [.. list.Tasks];
            next[at] = toggled;
            list.Tasks = next;
            return (TaskBody?)toggled;
        }, cancellation);

    private async Task<T> LockedAsync<T>(string user, Func<UserList, Task<T>> act, CancellationToken cancellation)
    {
        var list = _lists.GetOrAdd(user, static _ => new UserList());
        await list.Turn.WaitAsync(cancellation);
        try
        {
            list.Tasks ??= await rows.LoadAsync(user);
            return await act(list);
        }
        finally
        {
            list.Turn.Release();
        }
    }

    /// <summary>Tasks are in order of their ids.</summary>
    private static int IndexOf(IReadOnlyList<TaskBody> tasks, int id)
    {
        var (low, high) = (0, tasks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (tasks[middle].Id == id)
            {
                return middle;
            }

            (low, high) = tasks[middle].Id < id ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private sealed class UserList
    {
        // The readers that come without the lock must see a whole list.
        private volatile IReadOnlyList<TaskBody>? _tasks;

        public SemaphoreSlim Turn { get; } = new(1);

        public IReadOnlyList<TaskBody>? Tasks
        {
            get => _tasks;
            set => _tasks = value;
        }
    }
}
