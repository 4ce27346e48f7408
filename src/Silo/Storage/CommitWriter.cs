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
    /// is busy just when many write.
    /// </summary>
    private readonly ManualResetEventSlim _arrived = new();

    /// <summary>Is never set: to wait for it is a pause that no timer of the pool has to end.</summary>
    private readonly ManualResetEventSlim _pause = new();

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;

    public CommitWriter(GroupWriter groups, StorageOptions options, TimeProvider time)
    {
        _groups = groups;
        _time = time;
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
            _arrived.Set();
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
        _arrived.Set();
        await _ended.Task;
        _arrived.Dispose();
        _pause.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingCommit>(_groupLengthMax);
        var last = (Count: 0, Took: TimeSpan.Zero);
        while (!_queue.Reader.Completion.IsCompleted)
        {
            _arrived.Reset();
            Take(group);
            Gather(group, last.Count, last.Took < GatherMax ? last.Took : GatherMax);
            if (group.Count == 0)
            {
                // It blocks, and may: the thread is the writer's own.
                _arrived.Wait(Timeout.Infinite);
                continue;
            }

            var began = _time.GetTimestamp();
            _groups.Write(group);
            last = (group.Count, _time.GetElapsedTime(began));
            group.Clear();
        }

        _groups.Close();
        _ended.SetResult();
    }

    /// <summary>
    /// Those who were answered together mostly come back together. Whoever writes for the first of them lets all others
    /// wait for one flush more; so they are waited for, as long as they keep coming, and never longer than the flush
    /// took. Where a flush takes less than a pause, or one commit came alone, nobody waits.
    /// </summary>
    private void Gather(List<PendingCommit> group, int expected, TimeSpan patience)
    {
        var began = _time.GetTimestamp();
        for (var before = 0; group.Count > before && group.Count < expected;)
        {
            if (_time.GetElapsedTime(began) + Pause > patience)
            {
                return;
            }

            before = group.Count;
            _pause.Wait(Pause);
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
