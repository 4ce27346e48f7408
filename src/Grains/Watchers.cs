namespace TaskActors;

/// <summary>The open streams of one user, told of each revision once it is stored.</summary>
internal sealed class Watchers(TaskLimits limits)
{
    private readonly HashSet<Watcher> _watchers = [];

    /// <summary>Adds a stream, or returns null when the user has as many as allowed.</summary>
    public Watcher? TryAdd()
    {
        if (_watchers.Count >= limits.StreamsMax)
        {
            return null;
        }

        var watcher = new Watcher(limits.StreamRevisionsMax);
        _watchers.Add(watcher);
        return watcher;
    }

    public void Remove(Watcher watcher) => _watchers.Remove(watcher);

    /// <summary>
    /// Tells of a stored group. An erase ends the streams instead: what they showed is gone without a word for each
    /// task.
    /// </summary>
    public void Tell(GroupCommit stored)
    {
        if (stored.Erases)
        {
            End();
            return;
        }

        foreach (var watcher in _watchers)
        {
            foreach (var revision in stored.Revisions)
            {
                watcher.Tell(revision);
            }
        }
    }

    public void End()
    {
        foreach (var watcher in _watchers)
        {
            watcher.End();
        }
    }
}
