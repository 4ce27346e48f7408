using System.Runtime.CompilerServices;

namespace TaskActors;

/// <summary>
/// One live stream: a hello, what the client missed, then each revision as it is stored, each exactly once.
/// </summary>
internal sealed class TaskStream(ActorParts parts, PublishedTasks published, Watchers watchers)
{
    public async IAsyncEnumerable<TaskEvent> ReadAsync(
        long? since, string publicAddress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (watchers.TryAdd() is not { } watcher)
        {
            yield return TaskEvents.Refused(TaskError.StreamsLimit(parts.Limits.StreamsMax));
            yield break;
        }

        try
        {
            // Read after the watcher was added: what is stored from here on reaches it.
            var (list, error) = await TryReadAsync(cancellation);
            if (list is null)
            {
                yield return TaskEvents.Refused(error!);
                yield break;
            }

            yield return TaskEvents.Hello(since ?? list.Rev, list.Rev);
            if (since is { } rev && rev != list.Rev)
            {
                yield return TaskEvents.CatchUp(list, rev, publicAddress);
            }

            while (await WaitAsync(watcher, cancellation))
            {
                while (watcher.Revisions.TryRead(out var revision))
                {
                    if (revision.Rev > list.Rev)
                    {
                        yield return TaskEvents.Change(revision, list.User, publicAddress);
                    }
                }
            }
        }
        finally
        {
            watchers.Remove(watcher);
        }
    }

    /// <summary>
    /// Waits for news. A stream without any may be one of an activation that has a successor elsewhere: as often as a
    /// list must be compared with what is stored, it is, and one that is behind ends its streams.
    /// </summary>
    /// <returns>False when the stream has ended.</returns>
    private async Task<bool> WaitAsync(Watcher watcher, CancellationToken cancellation)
    {
        var news = watcher.Revisions.WaitToReadAsync(cancellation).AsTask();
        while (parts.Limits.SnapshotAgeMax is { } age && !news.IsCompleted)
        {
            await Task.WhenAny(news, Task.Delay(age, parts.Clock, cancellation));
            if (!news.IsCompleted && (await TryReadAsync(cancellation)).List is null)
            {
                return false;
            }
        }

        return await news;
    }

    private async Task<(TaskList? List, TaskError? Error)> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await published.ReadAsync().WaitAsync(cancellation), null);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return (null, parts.Logger.LoadFailed(parts.Host.User, failure));
        }
    }
}
