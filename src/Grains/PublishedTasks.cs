namespace TaskActors;

/// <summary>
/// The list that was last stored, which every read answers from, and the one load that all who need it wait for. Where
/// another process might write, a list that was not compared with what is stored for a while is compared before it
/// answers.
/// </summary>
internal sealed class PublishedTasks(
    UserId user, ActorParts parts, Watchers watchers, SnapshotRegistry.Publisher snapshot)
{
    private TaskList? _list;
    private Task<TaskList> _load = Task.FromException<TaskList>(new InvalidOperationException("Nothing was loaded."));
    private long _confirmedAt;

    /// <summary>The list if it is in memory and may answer.</summary>
    public TaskList? Current =>
        _list is { } list && SnapshotRegistry.IsConfirmed(list, _confirmedAt, parts.Clock) ? list : null;

    /// <summary>
    /// The list, loaded or compared if it may not answer as it is. Whoever asks waits to the end: Orleans lets a caller
    /// that leaves go at once, and its call stays in the activation, which is not let go before that.
    /// </summary>
    /// <exception cref="StorageException">It could not be loaded; the next call tries again.</exception>
    public Task<TaskList> ReadAsync()
    {
        if (Current is { } list)
        {
            return Task.FromResult(list);
        }

        // A load that has ended is never handed out again: what it brought may have been thrown away since.
        return _load.IsCompleted ? _load = LoadAsync() : _load;
    }

    /// <summary>Makes a stored list the one that everybody sees.</summary>
    public void Publish(TaskList list) => Publish(list, parts.Clock.GetTimestamp());

    /// <summary>Throws the memory away for good: this activation is let go.</summary>
    public void Drop()
    {
        snapshot.Withdraw();
        _list = null;
    }

    /// <summary>Not if it is older than what is there: a load may end after a commit that it did not see.</summary>
    private void Publish(TaskList list, long confirmedAt)
    {
        if (_list is null || list.Rev >= _list.Rev)
        {
            (_list, _confirmedAt) = (list, confirmedAt);
            snapshot.Publish(list, confirmedAt);
        }
    }

    private async Task<TaskList> LoadAsync()
    {
        // Before the question: what is stored may change while it is on its way.
        var askedAt = parts.Clock.GetTimestamp();
        var known = _list;
        var list = known is not null && await LoadRevAsync() == known.Rev ? known : await LoadAnewAsync();
        var isNews = known is not null && list.Rev > _list?.Rev;
        Publish(list, askedAt);
        if (isNews)
        {
            // Another process wrote: the streams have not heard of it, and resume where they were.
            watchers.End();
        }

        return list;
    }

    private Task<long> LoadRevAsync() => parts.Store.LoadRevAsync(user, parts.Stopped);

    private async Task<TaskList> LoadAnewAsync() =>
        TaskList.Load(user, await parts.Store.LoadAsync(user, parts.Stopped), parts.Limits);
}
