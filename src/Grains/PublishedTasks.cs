namespace TaskActors;

/// <summary>
/// The list that was last stored, which every read answers from, and the one load that all who need it wait for.
/// </summary>
internal sealed class PublishedTasks(ActorParts parts)
{
    private readonly Lock _lock = new();
    private volatile TaskList? _list;
    private Task<TaskList>? _loading;

    /// <summary>The list if it is in memory.</summary>
    public TaskList? Current => _list;

    /// <summary>The list, loaded if it is not in memory.</summary>
    /// <exception cref="StorageException">It could not be loaded; the next call tries again.</exception>
    public Task<TaskList> ReadAsync()
    {
        lock (_lock)
        {
            return _list is { } list ? Task.FromResult(list) : _loading ??= LoadAsync();
        }
    }

    /// <summary>Makes a stored list the one that everybody sees.</summary>
    public void Publish(TaskList list)
    {
        _list = list;
        parts.Host.Weigh(list.Weight);
    }

    /// <summary>Throws the memory away; the next call loads anew.</summary>
    public void Forget() => _list = null;

    private async Task<TaskList> LoadAsync()
    {
        // Off the caller's lock before anything can finish.
        await Task.Yield();
        try
        {
            var stored = await parts.Store.LoadAsync(parts.Host.User, parts.Host.Stopping);
            var list = TaskList.Load(parts.Host.User, stored, parts.Limits);
            lock (_lock)
            {
                // Together: between the two, a reader after a Forget would be handed this finished load.
                _loading = null;
                Publish(list);
            }

            return list;
        }
        catch
        {
            lock (_lock)
            {
                _loading = null;
            }

            throw;
        }
    }
}
