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

            await foreach (var revision in watcher.Revisions.ReadAllAsync(cancellation))
            {
                if (revision.Rev > list.Rev)
                {
                    yield return TaskEvents.Change(revision, list.User, publicAddress);
                }
            }
        }
        finally
        {
            watchers.Remove(watcher);
        }
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
