namespace TaskActors;

/// <summary>
/// The list that was last stored, which every read answers from, and the one load that all who need it wait for. Where
/// another process might write, a list that was not compared with what is stored for a while is compared before it
/// answers.
/// </summary>
internal sealed class PublishedTasks(ActorParts parts, Watchers watchers)
{
    private readonly Lock _lock = new();
    private volatile TaskList? _list;
    private Task<TaskList>? _loading;
    private long _confirmedAt;

    /// <summary>The list if it is in memory and may answer.</summary>
    public TaskList? Current => _list is { } list && IsConfirmed ? list : null;

    private bool IsConfirmed => parts.Limits.SnapshotAgeMax is not { } age
        || parts.Clock.GetElapsedTime(Volatile.Read(ref _confirmedAt)) < age;

    /// <summary>The list, loaded or compared if it may not answer as it is.</summary>
    /// <exception cref="StorageException">It could not be loaded; the next call tries again.</exception>
    public Task<TaskList> ReadAsync()
    {
        lock (_lock)
        {
            return Current is { } list ? Task.FromResult(list) : _loading ??= LoadAsync();
        }
    }

    /// <summary>Makes a stored list the one that everybody sees.</summary>
    public void Publish(TaskList list)
    {
        lock (_lock)
        {
            Publish(list, parts.Clock.GetTimestamp());
        }
    }

    /// <summary>Throws the memory away; the next call loads anew.</summary>
    public void Forget() => _list = null;

    /// <summary>Not if it is older than what is there: a load may end after a commit that it did not see.</summary>
    private void Publish(TaskList list, long confirmedAt)
    {
        if (_list is null || list.Rev >= _list.Rev)
        {
            _list = list;
            Volatile.Write(ref _confirmedAt, confirmedAt);
            parts.Host.Weigh(list.Weight);
        }
    }

    private async Task<TaskList> LoadAsync()
    {
        // Off the caller's lock before anything can finish.
        await Task.Yield();
        try
        {
            // Before the question: what is stored may change while it is on its way.
            var askedAt = parts.Clock.GetTimestamp();
            var known = _list;
            var list = known is not null && await LoadRevAsync() == known.Rev ? known : await LoadAnewAsync();
            lock (_lock)
            {
                // Together: between the two, a reader after a Forget would be handed this finished load.
                _loading = null;
                var isNews = known is not null && list.Rev > _list?.Rev;
                Publish(list, askedAt);
                if (isNews)
                {
                    // Somebody else wrote: the streams have not heard of it, and resume where they were.
                    watchers.End();
                }
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

    private Task<long> LoadRevAsync() => parts.Store.LoadRevAsync(parts.Host.User, parts.Host.Stopping);

    private async Task<TaskList> LoadAnewAsync()
    {
        var stored = await parts.Store.LoadAsync(parts.Host.User, parts.Host.Stopping);
        return TaskList.Load(parts.Host.User, stored, parts.Limits);
    }
}
