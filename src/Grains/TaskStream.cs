using System.Runtime.CompilerServices;

namespace TaskActors;

/// <summary>
/// One live stream: a hello, what the client missed, then each revision as it is stored, each exactly once. Between
/// them come heartbeats: the wait for the next event is a running call, and Orleans moves an activation, or lets it go,
/// only while none runs.
/// </summary>
internal sealed class TaskStream(UserId user, ActorParts parts, PublishedTasks published, Watchers watchers)
{
    /// <summary>
    /// So long may a write wait behind the stream of an activation that goes, and twice as long if its successor goes
    /// too.
    /// </summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMilliseconds(600);

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

            await foreach (var revision in RevisionsAsync(watcher, cancellation))
            {
                if (revision is null)
                {
                    yield return TaskEvents.Heartbeat;
                }
                else if (revision.Rev > list.Rev)
                {
                    yield return TaskEvents.Change(revision, user, publicAddress);
                }
            }
        }
        finally
        {
            watchers.Remove(watcher);
        }
    }

    /// <summary>
    /// Each revision, and null where there was none for a while. A stream without any may be one of an activation that
    /// has a successor elsewhere: where a list must be compared with what is stored before it answers, it is compared
    /// before a heartbeat too, and one that is behind ends its streams.
    /// </summary>
    private async IAsyncEnumerable<Revision?> RevisionsAsync(
        Watcher watcher, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var news = watcher.Revisions.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            await Task.WhenAny(news, Task.Delay(HeartbeatInterval, parts.Clock, cancellation));
            if (!news.IsCompleted)
            {
                if (published.Current is null && (await TryReadAsync(cancellation)).List is null)
                {
                    yield break;
                }

                yield return null;
                continue;
            }

            if (!await news)
            {
                yield break;
            }

            while (watcher.Revisions.TryRead(out var revision))
            {
                yield return revision;
            }

            news = watcher.Revisions.WaitToReadAsync(cancellation).AsTask();
        }
    }

    private async Task<(TaskList? List, TaskError? Error)> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await published.ReadAsync(), null);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return (null, parts.Logger.LoadFailed(user, failure));
        }
    }
}
