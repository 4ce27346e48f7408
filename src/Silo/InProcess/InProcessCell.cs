using Microsoft.Extensions.Logging;

namespace TaskActors.InProcess;

/// <summary>
/// The place of one activation in the in-process host. Callers enter and leave; once retired, nobody can enter, so that
/// no caller ever speaks to an activation beside its successor.
/// </summary>
internal sealed class InProcessCell : IUserTasksHost
{
    private const int Retired = int.MinValue;

    private readonly InProcessDirectory _directory;

    // The number of callers inside; the sign bit says retired.
    private int _state;
    private long _weight;
    private long _lastUsed;

    public InProcessCell(InProcessDirectory directory, UserId user, InProcessDirectory.Parts parts)
    {
        _directory = directory;
        User = user;
        Grain = new UserTasksGrain(this, parts.Store, parts.Limits, parts.Clock, parts.Logger);
    }

    public UserId User { get; }

    public UserTasksGrain Grain { get; }

    public CancellationToken Stopping => _directory.Stopping;

    /// <summary>The clock's timestamp when the last caller left.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>About how many bytes the activation holds.</summary>
    public long Weight => Interlocked.Read(ref _weight);

    public bool TryEnter()
    {
        for (var state = Volatile.Read(ref _state); state >= 0; state = Volatile.Read(ref _state))
        {
            if (Interlocked.CompareExchange(ref _state, state + 1, state) == state)
            {
                return true;
            }
        }

        return false;
    }

    public void Exit(long timestamp)
    {
        Volatile.Write(ref _lastUsed, timestamp);
        Interlocked.Decrement(ref _state);
    }

    /// <summary>Retires the activation if nobody is inside.</summary>
    public bool TryRetire() => Interlocked.CompareExchange(ref _state, Retired, 0) == 0;

    /// <summary>Retires the activation whoever is inside: those finish, and the next caller finds a new one.</summary>
    public void Drop()
    {
        Interlocked.Or(ref _state, Retired);
        _directory.Remove(this);
    }

    public void Weigh(long bytes) => _directory.Weighed(bytes - Interlocked.Exchange(ref _weight, bytes));
}
