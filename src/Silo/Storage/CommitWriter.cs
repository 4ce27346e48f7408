using System.Threading.Channels;

namespace TaskActors.Storage;

/// <summary>
/// The one writer of a process: a bounded queue, and a thread of its own that writes whatever waits, of whichever
/// users, in one transaction. The longer the disk takes, the more commits share its next turn.
/// </summary>
internal sealed class CommitWriter : IAsyncDisposable
{
    /// <summary>The shortest that a timer knows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan GatherMax = TimeSpan.FromMilliseconds(10);

    private readonly GroupWriter _groups;
    private readonly int _groupLengthMax;
    private readonly Channel<PendingCommit> _queue;

    /// <summary>
    /// Wakes the writer's thread at once: a continuation of the queue would first wait for a thread of the pool, which
    /// is busy just when many write. It does not spin: on a machine that is busy with those who write, that takes their
    /// processor.
    /// </summary>
    private readonly ManualResetEventSlim _arrived = new(initialState: false, spinCount: 0);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly Func<List<PendingCommit>, bool> _gather;

    /// <summary>How many the last group had, and how long it took from the last of them on.</summary>
    private (int Count, TimeSpan Took) _last;

    /// <summary>Since when the group that is open waits for others; null when it has not begun to.</summary>
    private long? _gathersSince;

    private long _writesSince;

    /// <summary>How many have to wait in the queue before the writer's thread is woken.</summary>
    private int _wakesAt = 1;

    public CommitWriter(GroupWriter groups, StorageOptions options, TimeProvider time)
    {
        _groups = groups;
        _time = time;
        _groupLengthMax = options.GroupLengthMax;
        _gather = TryGather;
        _queue = Channel.CreateBounded<PendingCommit>(
            new BoundedChannelOptions(options.QueueLengthMax) { SingleReader = true });
        // A thread, because a database call blocks: the pool's threads are for those who wait for it.
        new Thread(Run) { IsBackground = true, Name = "Storage writer" }.Start();
    }

    /// <summary>Writes a commit, or proves that writing works when there is none.</summary>
    public Task WriteAsync(TaskCommit? commit, CancellationToken cancellation)
    {
        var pending = new PendingCommit(commit, cancellation);
        if (cancellation.IsCancellationRequested || !_queue.Writer.TryWrite(pending))
        {
            return WaitAndWriteAsync(pending, cancellation);
        }

        Arrived();
        return pending.Written;
    }

    /// <summary>There is no room at the moment, or there never will be.</summary>
    private async Task WaitAndWriteAsync(PendingCommit pending, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellation);
            Arrived();
        }
        catch (ChannelClosedException error)
        {
            throw new StorageException(StorageFailure.Unavailable, "The storage is closed.", error);
        }

        await pending.Written;
    }

    private void Arrived()
    {
        if (_queue.Reader.Count >= Volatile.Read(ref _wakesAt))
        {
            _arrived.Set();
        }

        StorageSignals.CommitWaits();
    }

    /// <summary>Takes no more commits, writes those that wait, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _arrived.Set();
        await _ended.Task;
        _arrived.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingCommit>(_groupLengthMax);
        while (!_queue.Reader.Completion.IsCompleted)
        {
            TakeOrWait(group, wakesAt: 1, Timeout.InfiniteTimeSpan);
            if (group.Count == 0)
            {
                continue;
            }

            _gathersSince = null;
            _writesSince = _time.GetTimestamp();
            _groups.Write(group, _gather);
            _last = (group.Count, _time.GetElapsedTime(_writesSince));
            group.Clear();
        }

        _groups.Close();
        _ended.SetResult();
    }

    /// <summary>
    /// Those who were answered together mostly come back together. Whoever writes for the first of them lets all others
    /// wait for one flush more; so they are waited for, as long as they keep coming, and never longer than the flush
    /// took. Where a flush takes less than a pause, or one commit came alone, nobody waits. Meanwhile what has come is
    /// written into the transaction: only the flush is left to do when the last is there.
    /// </summary>
    /// <returns>Whether others have come.</returns>
    private bool TryGather(List<PendingCommit> group)
    {
        var before = group.Count;
        if (before >= _last.Count)
        {
            return false;
        }

        var now = _time.GetTimestamp();
        _gathersSince ??= now;
        var patience = _last.Took < GatherMax ? _last.Took : GatherMax;
        if (_time.GetElapsedTime(_gathersSince.Value, now) + Pause > patience)
        {
            return false;
        }

        TakeOrWait(group, wakesAt: _last.Count - before, Pause);
        _writesSince = _time.GetTimestamp();
        return group.Count > before;
    }

    /// <summary>Takes those that have come. If there are none, waits for so many, or for this long.</summary>
    private void TakeOrWait(List<PendingCommit> group, int wakesAt, TimeSpan longest)
    {
        var before = group.Count;
        // Before the look into the queue: who comes after it knows for how many it is waited.
        Volatile.Write(ref _wakesAt, wakesAt);
        _arrived.Reset();
        Take(group);
        // Closing completes the queue before it wakes: where the reset above has undone that, this look sees it.
        if (group.Count == before && !_queue.Reader.Completion.IsCompleted)
        {
            // It blocks, and may: the thread is the writer's own.
            _arrived.Wait(longest);
            Take(group);
        }
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
