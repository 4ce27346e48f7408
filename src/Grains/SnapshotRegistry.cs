using System.Collections.Concurrent;
using TaskActors.Signals;

namespace TaskActors;

/// <summary>
/// The lists that the actors of this process have published: immutable values, from which a read is answered without a
/// message to the actor. An actor publishes after its first load and after each commit, before it answers, and
/// withdraws its list before a successor can be there. It takes 37 microseconds of processor to read a list, 47 as a
/// call of the grain.
/// </summary>
/// <param name="touchEvery">
/// How often a read must go to the actor itself: by its calls alone Orleans knows that an actor is in use.
/// </param>
/// <param name="clock">The clock by which lists were confirmed.</param>
public sealed class SnapshotRegistry(TimeSpan touchEvery, TimeProvider clock)
{
    private readonly ConcurrentDictionary<UserId, Snapshot> _snapshots = new();
    private long _bytes;

    private long Now => clock.GetTimestamp();

    /// <summary>About how many bytes of memory all published lists hold.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>
    /// The user's list, or null where a read has to ask the actor: it is not in this process, its list has not been
    /// compared with what is stored for too long, or no call has told Orleans for a while that it is in use.
    /// </summary>
    public TaskList? Find(UserId user)
    {
        var list = _snapshots.TryGetValue(user, out var snapshot)
            && IsConfirmed(snapshot.List, snapshot.ConfirmedAt, clock) && !snapshot.Publisher.MustTouch()
                ? snapshot.List : null;
        ActorSignals.SnapshotLooked(isFound: list is not null);
        return list;
    }

    /// <summary>
    /// Whether a list that was what is stored at a timestamp of the clock may still answer: always where no other
    /// process can write.
    /// </summary>
    internal static bool IsConfirmed(TaskList list, long at, TimeProvider clock) =>
        list.Limits.SnapshotAgeMax is not { } age || clock.GetElapsedTime(at) < age;

    /// <summary>What one activation publishes with. It is used on the activation's scheduler alone.</summary>
    internal Publisher PublisherOf(UserId user) => new(this, user);

    private bool IsTouchDue(long touchedAt) => clock.GetElapsedTime(touchedAt) >= touchEvery;

    /// <param name="List">What was stored last.</param>
    /// <param name="ConfirmedAt">The clock's timestamp at which that was so.</param>
    /// <param name="Publisher">Of the activation that published it.</param>
    private sealed record Snapshot(TaskList List, long ConfirmedAt, Publisher Publisher);

    internal sealed class Publisher(SnapshotRegistry registry, UserId user)
    {
        private Snapshot? _published;
        private bool _isWithdrawn;
        private long _touchedAt;

        /// <summary>Makes a list the one that reads find; ignored once it was withdrawn.</summary>
        public void Publish(TaskList list, long confirmedAt)
        {
            if (_isWithdrawn)
            {
                return;
            }

            Interlocked.Add(ref registry._bytes, list.Weight - (_published?.List.Weight ?? 0));
            Interlocked.Exchange(ref _touchedAt, registry.Now);
            _published = new Snapshot(list, confirmedAt, this);
            registry._snapshots[user] = _published;
        }

        /// <summary>Takes the list away for good. That of another activation stays.</summary>
        public void Withdraw()
        {
            _isWithdrawn = true;
            if (_published is { } published)
            {
                _published = null;
                registry._snapshots.TryRemove(KeyValuePair.Create(user, published));
                Interlocked.Add(ref registry._bytes, -published.List.Weight);
            }
        }

        /// <summary>True for one of the reads that come when no call was made for a while.</summary>
        public bool MustTouch()
        {
            var touchedAt = Interlocked.Read(ref _touchedAt);
            return registry.IsTouchDue(touchedAt)
                && Interlocked.CompareExchange(ref _touchedAt, registry.Now, touchedAt) == touchedAt;
        }
    }
}
