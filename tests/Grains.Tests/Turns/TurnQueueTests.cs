using Xunit;

namespace TaskActors.Tests.Turns;

/// <summary>The queue of one user's turns is bounded in calls and bytes, and hands out groups in order.</summary>
public sealed class TurnQueueTests
{
    private static readonly TaskLimits Small = new()
    {
        QueueLengthMax = 5, QueueBytesMax = 100, GroupLengthMax = 3, GroupBytesMax = 40,
    };

    private readonly TurnQueue _queue = new(Small);

    [Fact]
    public void The_first_is_the_one_that_waits_the_longest_and_stays_until_it_is_taken()
    {
        Assert.Null(_queue.First);
        Turn[] turns = [TurnOf(1), TurnOf(1)];
        Array.ForEach(turns, turn => _queue.TryAdd(turn));

        Assert.Same(turns[0], _queue.First);
        _queue.TakeGroup();

        Assert.Null(_queue.First);
        Assert.Empty(_queue.TakeGroup());
    }

    [Fact]
    public void As_many_calls_wait_as_the_limit_says_and_no_more()
    {
        for (var call = 0; call < Small.QueueLengthMax; call++)
        {
            Assert.True(_queue.TryAdd(TurnOf(1)));
        }

        Assert.False(_queue.TryAdd(TurnOf(1)));
    }

    [Fact]
    public void As_many_bytes_wait_as_the_limit_says_and_no_more()
    {
        Add(60);

        Assert.False(_queue.TryAdd(TurnOf(41)));
        Assert.True(_queue.TryAdd(TurnOf(40)));
        Assert.False(_queue.TryAdd(TurnOf(1)));
        Assert.True(_queue.TryAdd(TurnOf(0)));
    }

    [Fact]
    public void A_call_larger_than_the_whole_queue_is_let_in_when_nothing_waits()
    {
        Add(1_000);

        Assert.False(_queue.TryAdd(TurnOf(1)));
        Assert.Single(_queue.TakeGroup());
        Assert.True(_queue.TryAdd(TurnOf(1_000)));
    }

    [Fact]
    public void Room_comes_back_when_a_group_is_taken()
    {
        Add(50);
        Add(50);
        Assert.False(_queue.TryAdd(TurnOf(1)));

        _queue.TakeGroup();

        Assert.True(_queue.TryAdd(TurnOf(50)));
        Assert.False(_queue.TryAdd(TurnOf(1)));
    }

    [Fact]
    public void Groups_are_in_order_of_arrival_and_bounded_by_calls()
    {
        Turn[] turns = [.. Enumerable.Range(0, 5).Select(_ => TurnOf(1))];
        Array.ForEach(turns, turn => _queue.TryAdd(turn));

        Assert.Equal(turns[..3], _queue.TakeGroup());
        Assert.Equal(turns[3..], _queue.TakeGroup());
    }

    [Fact]
    public void A_group_ends_before_the_call_that_would_make_it_too_large()
    {
        Turn[] turns = [TurnOf(30), TurnOf(10), TurnOf(1)];
        Array.ForEach(turns, turn => _queue.TryAdd(turn));

        Assert.Equal(turns[..2], _queue.TakeGroup());
        Assert.Equal(turns[2..], _queue.TakeGroup());
    }

    [Fact]
    public void A_call_larger_than_a_group_goes_alone()
    {
        Turn[] turns = [TurnOf(50), TurnOf(1)];
        Array.ForEach(turns, turn => _queue.TryAdd(turn));

        Assert.Equal(turns[..1], _queue.TakeGroup());
        Assert.Equal(turns[1..], _queue.TakeGroup());
    }

    private void Add(int bytes) => Assert.True(_queue.TryAdd(TurnOf(bytes)));

    private static Turn TurnOf(int bytes) =>
        new((_, _) => throw new NotSupportedException(), new WriteRequest { Bytes = bytes }, CancellationToken.None);
}
