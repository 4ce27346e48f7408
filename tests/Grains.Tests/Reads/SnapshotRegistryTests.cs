using Xunit;

namespace TaskActors.Tests.Reads;

/// <summary>What a read finds in this process: only a list that its own activation stands by.</summary>
public sealed class SnapshotRegistryTests
{
    private static readonly UserId Alice = new("alice");
    private static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(1);

    private readonly SetClock _clock = new();
    private readonly SnapshotRegistry _registry;

    public SnapshotRegistryTests() => _registry = new SnapshotRegistry(TouchInterval, _clock);

    [Fact]
    public void A_published_list_is_found_by_its_own_user_alone()
    {
        Assert.Null(_registry.Find(Alice));
        var list = ListAt(3);

        Publish(_registry.PublisherOf(Alice), list);

        Assert.Same(list, _registry.Find(Alice));
        Assert.Null(_registry.Find(new UserId("Alice")));
        Assert.Null(_registry.Find(new UserId("alice", "another")));
    }

    [Fact]
    public void The_newest_list_takes_the_place_of_the_one_before()
    {
        var publisher = _registry.PublisherOf(Alice);
        Publish(publisher, ListAt(3));
        var next = ListAt(4);

        Publish(publisher, next);

        Assert.Same(next, _registry.Find(Alice));
    }

    [Fact]
    public void Withdrawing_is_final()
    {
        var publisher = _registry.PublisherOf(Alice);
        Publish(publisher, ListAt(3));

        publisher.Withdraw();
        Assert.Null(_registry.Find(Alice));

        // A load that its callers had left may end now.
        Publish(publisher, ListAt(4));
        Assert.Null(_registry.Find(Alice));
    }

    [Fact]
    public void An_activation_that_goes_does_not_take_the_list_of_its_successor_along()
    {
        var (old, successor) = (_registry.PublisherOf(Alice), _registry.PublisherOf(Alice));
        Publish(old, ListAt(3));
        var list = ListAt(4);
        Publish(successor, list);

        old.Withdraw();
        Publish(old, ListAt(3));

        Assert.Same(list, _registry.Find(Alice));
    }

    [Fact]
    public void A_list_that_must_be_compared_with_what_is_stored_is_not_found()
    {
        var publisher = _registry.PublisherOf(Alice);
        var list = ListAt(3, new TaskLimits { SnapshotAgeMax = TimeSpan.FromSeconds(5) });
        Publish(publisher, list);
        _clock.Now += TimeSpan.TicksPerSecond * 5 - 1;
        Assert.Same(list, _registry.Find(Alice));

        _clock.Now += 1;

        Assert.Null(_registry.Find(Alice));
        Publish(publisher, list);
        Assert.Same(list, _registry.Find(Alice));
    }

    [Fact]
    public void One_read_in_each_interval_goes_to_the_actor_so_that_it_counts_as_used()
    {
        Publish(_registry.PublisherOf(Alice), ListAt(3));
        _clock.Now += TouchInterval.Ticks;

        Assert.Null(_registry.Find(Alice));
        Assert.NotNull(_registry.Find(Alice));

        _clock.Now += TouchInterval.Ticks - 1;
        Assert.NotNull(_registry.Find(Alice));
        _clock.Now += 1;
        Assert.Null(_registry.Find(Alice));
    }

    [Fact]
    public void A_commit_counts_as_use_too()
    {
        var publisher = _registry.PublisherOf(Alice);
        Publish(publisher, ListAt(3));
        _clock.Now += TouchInterval.Ticks - 1;
        Publish(publisher, ListAt(4));
        _clock.Now += TouchInterval.Ticks - 1;

        Assert.NotNull(_registry.Find(Alice));
    }

    [Fact]
    public void The_bytes_of_what_is_published_are_added_up_and_taken_off_again()
    {
        var (alice, bob) = (_registry.PublisherOf(Alice), _registry.PublisherOf(new UserId("bob")));
        var list = ListAt(3);
        Publish(alice, ListAt(2));
        Publish(alice, list);
        Publish(bob, list);
        Assert.Equal(2 * list.Weight, _registry.Bytes);

        alice.Withdraw();
        alice.Withdraw();
        Assert.Equal(list.Weight, _registry.Bytes);

        bob.Withdraw();
        Assert.Equal(0, _registry.Bytes);
    }

    private void Publish(SnapshotRegistry.Publisher publisher, TaskList list) =>
        publisher.Publish(list, _clock.GetTimestamp());

    private static TaskList ListAt(long rev, TaskLimits? limits = null) =>
        TaskList.Load(Alice, StoredTasks.None with { Rev = rev }, limits ?? new TaskLimits());

    private sealed class SetClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
