using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TaskActors.Signals;

namespace TaskActors.InProcess;

/// <summary>
/// Keeps the activations of one process: one for each user at a time, made on first use, let go when they are idle or
/// memory is short. It stands in for Orleans where that cannot be had, and gives the same promises on one node.
/// </summary>
internal sealed class InProcessDirectory : IUserTasksDirectory, IDisposable
{
    private readonly ConcurrentDictionary<UserId, InProcessCell> _cells = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly UserTasksHostOptions _options;
    private readonly Parts _parts;
    private long _bytes;
    private int _isEvicting;
    private int _isDisposed;

    public InProcessDirectory(
        ITaskStore store, TaskLimits limits, UserTasksHostOptions options, TimeProvider clock,
        ILogger<UserTasksGrain> logger)
    {
        _options = options;
        _parts = new Parts(store, limits, clock, logger);
        Stopping = _stopping.Token;
        ActorSignals.AddActorsOf(this, () => _cells.Count);
    }

    /// <summary>What every activation is made of.</summary>
    internal sealed record Parts(
        ITaskStore Store, TaskLimits Limits, TimeProvider Clock, ILogger<UserTasksGrain> Logger);

    /// <summary>Ends when the host has stopped.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>About how many bytes all activations hold.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count => _cells.Count;

    public IUserTasksGrain TasksOf(UserId user) => new InProcessTasks(this, user);

    /// <summary>Enters the user's activation, made now if there is none.</summary>
    public InProcessCell Enter(UserId user)
    {
        while (true)
        {
            var cell = _cells.GetOrAdd(user, static (user, directory) => new(directory, user, directory._parts), this);
            if (cell.TryEnter())
            {
                return cell;
            }

            // Retired between the look-up and the entry: its successor may take the place.
            Remove(cell);
        }
    }

    public void Exit(InProcessCell cell) => cell.Exit(_parts.Clock.GetTimestamp());

    public void Remove(InProcessCell cell)
    {
        if (_cells.TryRemove(KeyValuePair.Create(cell.User, cell)))
        {
            cell.Weigh(0);
        }
    }

    /// <summary>Counts a change of weight, and makes room when there is too much of it.</summary>
    public void Weighed(long growth)
    {
        if (Interlocked.Add(ref _bytes, growth) > _options.MemoryBytesMax && growth > 0 && TryBeginEviction())
        {
            // Not on the caller's path: it sorts all activations.
            ThreadPool.UnsafeQueueUserWorkItem(static directory => directory.EndEviction(), this, preferLocal: false);
        }
    }

    /// <summary>
    /// Lets go of activations that were idle too long, and of the longest unused while memory is short.
    /// </summary>
    public void Evict()
    {
        if (TryBeginEviction())
        {
            EndEviction();
        }
    }

    /// <summary>Once and again: a container that knows it by two names disposes of it twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            ActorSignals.RemoveActorsOf(this);
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private bool TryBeginEviction() => Interlocked.Exchange(ref _isEvicting, 1) == 0;

    private void EndEviction()
    {
        try
        {
            // Some room below the bound, so that the next sweep is not due at once.
            var enough = _options.MemoryBytesMax / 10 * 9;
            foreach (var cell in _cells.Values.OrderBy(cell => cell.LastUsed))
            {
                var isIdle = _parts.Clock.GetElapsedTime(cell.LastUsed) > _options.IdleMax;
                if (!isIdle && Bytes <= enough)
                {
                    break;
                }

                if (cell.TryRetire())
                {
                    Remove(cell);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isEvicting, 0);
        }
    }
}
