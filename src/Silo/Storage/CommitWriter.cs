using System.Threading.Channels;

namespace TaskActors.Storage;

/// <summary>
/// The one writer of a process: a bounded queue, and a thread of its own that writes whatever waits, of whichever
/// users, in one transaction. The longer the disk takes, the more commits share its next turn.
/// </summary>
internal sealed class CommitWriter : IAsyncDisposable
{
    private readonly GroupWriter _groups;
    private readonly int _groupLengthMax;
    private readonly Channel<PendingCommit> _queue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CommitWriter(GroupWriter groups, StorageOptions options)
    {
        _groups = groups;
        _groupLengthMax = options.GroupLengthMax;
        _queue = Channel.CreateBounded<PendingCommit>(
            new BoundedChannelOptions(options.QueueLengthMax) { SingleReader = true });
        // A thread, because a database call blocks: the pool's threads are for those who wait for it.
        new Thread(Run) { IsBackground = true, Name = "Storage writer" }.Start();
    }

    /// <summary>Writes a commit, or proves that writing works when there is none.</summary>
    public async Task WriteAsync(TaskCommit? commit, CancellationToken cancellation)
    {
        var pending = new PendingCommit(commit, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellation);
            StorageSignals.CommitWaits();
        }
        catch (ChannelClosedException error)
        {
            throw new StorageException(StorageFailure.Unavailable, "The storage is closed.", error);
        }

        await pending.Written;
    }

    /// <summary>Takes no more commits, writes those that wait, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var group = new List<PendingCommit>(_groupLengthMax);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Take(group);
            if (group.Count > 0)
            {
                _groups.Write(group);
                group.Clear();
            }
        }

        _groups.Close();
        _ended.SetResult();
    }

    private void Take(List<PendingCommit> group)
    {
        while (group.Count < _groupLengthMax && _queue.Reader.TryRead(out var pending))
        {
            StorageSignals.CommitTaken();
            if (pending.TryTake())
            {
                group.Add(pending);
            }
        }
    }
}
